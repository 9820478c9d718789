mod absences;
mod house;
mod organisation;
mod second_factor;
mod sessions;
mod walk;
