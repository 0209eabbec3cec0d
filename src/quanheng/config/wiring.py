"""Who hears which fact: the only place where a fact of one domain becomes an act of another."""


def connect_all() -> None:
    """Connect every handler; called once when the applications are ready."""
    from quanheng.config.drawing import name_what_is_drawn
    from quanheng.domains.credit.hearing import hear_annulled, hear_renaming_overdue
    from quanheng.domains.credit.importing import TABLE as classes
    from quanheng.domains.hazards.web.sources import open_visits_at
    from quanheng.domains.inspections.events import VisitPublished
    from quanheng.domains.inspections.services.hearing import hear_draw_run, hear_substitution
    from quanheng.domains.licences.importing import TABLE as permits
    from quanheng.domains.licences.services.hearing import hear_business_changed as follow_register
    from quanheng.domains.licences.services.hearing import hear_business_state
    from quanheng.domains.publicity.events import NoticeWithdrawn
    from quanheng.domains.publicity.jobs import release_without
    from quanheng.domains.publicity.services.hearing import show_result, stop_for_ended
    from quanheng.domains.registration.bar_importing import TABLE as bars
    from quanheng.domains.registration.events import (
        BusinessChanged,
        BusinessStateChanged,
        RegistrationAnnulled,
        RenamingOverdue,
    )
    from quanheng.domains.registration.history import TABLE as history
    from quanheng.domains.registration.hold_importing import TABLE as holds
    from quanheng.domains.registration.importing import TABLE as businesses
    from quanheng.domains.registration.services.names.hearing import hear_business_changed
    from quanheng.platform.draws.events import DrawRun, DrawSubstituted
    from quanheng.platform.events import connect
    from quanheng.platform.tables.registry import register

    name_what_is_drawn()
    open_visits_at("inspections.visit", "inspections:visit")
    register(businesses)  # the first is the one that the page offers as its main button
    register(bars)
    register(classes)
    register(history)
    register(holds)
    register(permits)
    connect(VisitPublished, show_result)
    connect(NoticeWithdrawn, release_without)
    connect(BusinessStateChanged, stop_for_ended)
    connect(BusinessStateChanged, hear_business_state)
    connect(BusinessChanged, hear_business_changed)
    connect(BusinessChanged, follow_register)
    connect(RenamingOverdue, hear_renaming_overdue)
    connect(RegistrationAnnulled, hear_annulled)
    connect(DrawRun, hear_draw_run)
    connect(DrawSubstituted, hear_substitution)
