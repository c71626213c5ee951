//! The rules as their pages show them, and the tests that walk every rule.

mod fixture;
mod own;
mod pages;
mod registry;
mod verified;
