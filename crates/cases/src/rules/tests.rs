mod clocks;
mod counters;
mod ends;
mod hands;
mod intake;
mod notices;
mod repeats;
mod steps;
