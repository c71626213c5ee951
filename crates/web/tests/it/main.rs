//! The server as programs and people meet it: requests to the router, over an invented store.

mod api;
mod api_check;
mod api_desk;
mod api_doors;
mod support;
