mod absences;
mod house;
mod organisation;
mod sessions;
mod walk;
