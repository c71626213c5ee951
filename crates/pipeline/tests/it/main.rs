//! The engine from bytes to verdict: the seed, the samples, the same form in several formats, hostile input.

mod damage;
mod engine;
mod expected;
mod hostile;
mod in_place;
mod invented;
mod practice;
mod round_trip;
mod samples;
mod seed;
