mod clocks;
mod counters;
mod ends;
mod hands;
mod intake;
mod repeats;
mod steps;
