"""Acts at the doors an application comes through 办理渠道: outlets, visits at the door, the owner online."""
