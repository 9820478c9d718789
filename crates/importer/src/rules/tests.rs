mod answers;
mod clocks;
mod lives;
mod rows;
