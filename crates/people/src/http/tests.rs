mod absences;
mod house;
mod import;
mod organisation;
mod second_factor;
mod sessions;
mod walk;
