//! The routes, asked as the people who use them; the floor is the real one.

mod floor;
mod house;
mod sight;
mod talk;
