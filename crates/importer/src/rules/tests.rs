mod clocks;
mod lives;
mod rows;
