//! The routes of this capability.

mod absences;
mod access;
mod certificates;
mod client;
mod export;
mod import;
mod invitations;
mod news;
mod people;
mod posts;
mod providers;
mod second_factor;
mod session;
mod setup;
mod sso;
mod units;

use web::{Routes, routes};

#[cfg(test)]
mod tests;

/// All routes. They find [`crate::People`] among the request's extensions, where a layer of the server puts it.
pub fn routes() -> Routes {
    Routes::new()
        .routes(routes!(setup::setup_needed, setup::set_up))
        .routes(routes!(session::sign_in, session::session, session::sign_out))
        .routes(routes!(session::change_password))
        .routes(routes!(second_factor::second_factor, second_factor::begin_second_factor))
        .routes(routes!(second_factor::confirm_second_factor))
        .routes(routes!(second_factor::renew_recovery_codes))
        .routes(routes!(second_factor::remove_second_factor))
        .routes(routes!(second_factor::reset_second_factor))
        .routes(routes!(news::list_news))
        .routes(routes!(news::see_news))
        .routes(routes!(invitations::invitation, invitations::invite, invitations::withdraw_invitation))
        .routes(routes!(invitations::look_at_invitation))
        .routes(routes!(invitations::accept_invitation))
        .routes(routes!(sso::sign_in_ways))
        .routes(routes!(sso::begin_sign_in))
        .routes(routes!(sso::return_from_provider))
        .routes(routes!(sso::return_code))
        .routes(routes!(providers::list_providers, providers::add_provider))
        .routes(routes!(providers::patch_provider))
        .routes(routes!(providers::check_provider))
        .routes(routes!(providers::person_providers))
        .routes(routes!(providers::forget_provider))
        .routes(routes!(session::list_sessions))
        .routes(routes!(session::revoke_session))
        .routes(routes!(session::list_sign_in_locks))
        .routes(routes!(session::unlock_sign_in))
        .routes(routes!(people::list_people, people::add_person))
        .routes(routes!(import::import_people))
        .routes(routes!(people::person, people::patch_person))
        .routes(routes!(people::reset_password))
        .routes(routes!(units::list_units, units::add_unit))
        .routes(routes!(units::patch_unit))
        .routes(routes!(posts::list_posts, posts::add_post))
        .routes(routes!(posts::patch_post))
        .routes(routes!(posts::name_backups))
        .routes(routes!(posts::backup_board))
        .routes(routes!(absences::list_absences, absences::enter_absence))
        .routes(routes!(absences::end_absence))
        .routes(routes!(absences::list_delegations, absences::delegate))
        .routes(routes!(absences::take_delegation_back))
        .routes(routes!(access::list_roles))
        .routes(routes!(access::access_report))
        .routes(routes!(access::review_access))
        .routes(routes!(access::list_review_rounds, access::open_review_round))
        .routes(routes!(access::give_review))
        .routes(routes!(export::export_access))
        .routes(routes!(certificates::list_certificates, certificates::add_certificate))
        .routes(routes!(certificates::remove_certificate))
}
