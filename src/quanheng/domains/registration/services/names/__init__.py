"""Acts on names 名称业务: asking, retaining, using, giving up, and disputes about them."""
