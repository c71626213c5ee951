//! How often one address may ask for work without an account, and try passwords.

use crate::{App, Error};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;

type Keyed = RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock>;

/// Tries to log in that one address has in a minute.
const LOGINS: u32 = 30;

/// From where a request came; this machine where that is not known.
#[derive(Clone, Copy, Debug)]
pub struct Address(pub IpAddr);

impl FromRequestParts<App> for Address {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Address, Error> {
        let known = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let address = known.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |known| known.0.ip());
        Ok(Address(address))
    }
}

/// The limits of one server.
pub struct Limits {
    checks: Keyed,
    logins: Keyed,
}

fn keyed(a_minute: u32) -> Keyed {
    let a_minute = NonZeroU32::new(a_minute).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_minute(a_minute))
}

impl Limits {
    /// With this many checks a minute.
    pub fn new(checks: u32) -> Limits {
        Limits {
            checks: keyed(checks),
            logins: keyed(LOGINS),
        }
    }

    /// Counts a check.
    pub fn check(&self, from: IpAddr) -> bool {
        self.checks.check_key(&from).is_ok()
    }

    /// Counts a try to log in.
    pub fn login(&self, from: IpAddr) -> bool {
        self.logins.check_key(&from).is_ok()
    }

    /// Forgets addresses that have not asked for long.
    pub fn sweep(&self) {
        self.checks.retain_recent();
        self.logins.retain_recent();
    }
}
