//! The routes, asked as the people who use them; the floor is the real one.

mod account;
mod closing;
mod files;
mod floor;
mod found;
mod hooks;
mod house;
mod leave;
mod letters;
mod planned;
mod round_trip;
mod sight;
mod tags;
mod talk;
mod workspace;
