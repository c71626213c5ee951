//! What every page has at hand: the store, the settings, the one clock and the one source of chance.

use crate::guard::limits::Limits;
use crate::guard::session::Noted;
use crate::public::Public;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, RwLock};
use store::{Millis, Store, tallies};
use tokio::sync::{Notify, Semaphore};

/// The one clock.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Millis;
    /// The date in the bureau's time zone.
    fn today(&self) -> Date;
    /// The date of a time in the bureau's time zone.
    fn day(&self, at: Millis) -> Date {
        let shown = self.shown(at);
        let day = shown.get(..10).and_then(|day| day.parse().ok());
        day.unwrap_or_else(|| self.today())
    }
    /// A time as the bureau's people read it: `2026-03-05 14:20`.
    fn shown(&self, at: Millis) -> String;
}

/// The one source of chance.
pub trait Chance: Send + Sync {
    /// Fills these bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// How a server is set up.
#[derive(Clone, Debug)]
pub struct Settings {
    /// One local user without login.
    pub single: bool,
    /// Whether this is the invented city, whose accounts are shown where people log in.
    pub demo: bool,
    /// Whether anybody may check a form without an account.
    pub self_check: bool,
    /// Whether published forms are shown to everybody.
    pub publishing: bool,
    /// Whether browsers reach the server by https: cookies are then sent by https only.
    pub https: bool,
    /// Names under which the server may be called; empty for any.
    pub hosts: Vec<String>,
    /// Bytes of one upload.
    pub upload: u64,
    /// Bytes of a file that a page without account carries along.
    pub carried: usize,
    /// Checks without account that one address may ask for in a minute.
    pub checks_a_minute: u32,
    /// Wrong passwords before an account is locked.
    pub wrong_passwords: i64,
    /// How long it is locked then, in milliseconds.
    pub locked: Millis,
    /// How long a session lives without being used, in milliseconds.
    pub idle: Millis,
    /// How long a session lives at most, in milliseconds.
    pub session: Millis,
    /// Sessions of one account at the same time.
    pub sessions: i64,
    /// Days after which a password must be changed; 0 for never.
    pub password_days: i64,
}

impl Default for Settings {
    fn default() -> Settings {
        const MINUTE: Millis = 60_000;
        Settings {
            single: false,
            demo: false,
            self_check: true,
            publishing: false,
            https: false,
            hosts: Vec::new(),
            upload: 512 << 20,
            carried: 4 << 20,
            checks_a_minute: 240,
            wrong_passwords: 5,
            locked: 15 * MINUTE,
            idle: 60 * MINUTE,
            session: 12 * 60 * MINUTE,
            sessions: 3,
            password_days: 90,
        }
    }
}

/// What every page has at hand.
#[derive(Clone)]
pub struct App {
    /// The store.
    pub store: Store,
    /// The settings.
    pub settings: Arc<Settings>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of chance.
    pub chance: Arc<dyn Chance>,
    /// Documents that are read and passwords that are hashed at the same time.
    pub heavy: Arc<Semaphore>,
    /// How often an address may ask.
    pub limits: Arc<Limits>,
    /// When sessions were last noted as used.
    pub(crate) noted: Arc<Noted>,
    /// Self-checks since they were last counted in the store.
    pub(crate) checked: Arc<AtomicI64>,
    /// What the public pages have at hand.
    pub(crate) public: Arc<Public>,
    /// Called when there is long work to do.
    pub(crate) work: Arc<Notify>,
    /// What a person may change while the server runs.
    options: Arc<RwLock<Options>>,
    /// What forms of the one local user must bring along.
    secret: Arc<str>,
}

/// What a person may change while the server runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The name of the bureau, as it stands on letters.
    pub bureau: String,
    /// Whether anybody may check a form without an account.
    pub self_check: bool,
    /// Whether published forms are shown to everybody.
    pub publishing: bool,
    /// What the site of published forms says of itself.
    pub site: SiteWords,
}

/// What the site of published forms says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteWords {
    /// Its title.
    pub title: String,
    /// Where everybody reaches it, with a slash at its end; empty where that was not said.
    pub address: String,
    /// How the data may be used; empty where that was not said.
    pub licence: String,
}

impl Default for SiteWords {
    fn default() -> SiteWords {
        SiteWords {
            title: "项目绩效公开".to_owned(),
            address: String::new(),
            licence: String::new(),
        }
    }
}

impl App {
    /// An application over a store.
    pub fn new(
        store: Store,
        settings: Settings,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> App {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        App {
            secret: token(chance.as_ref()).into(),
            limits: Arc::new(Limits::new(settings.checks_a_minute)),
            noted: Arc::default(),
            checked: Arc::default(),
            public: Arc::default(),
            work: Arc::default(),
            options: Arc::new(RwLock::new(Options {
                bureau: "（本局名称）".to_owned(),
                self_check: settings.self_check,
                publishing: settings.publishing,
                site: SiteWords::default(),
            })),
            store,
            settings: Arc::new(settings),
            clock,
            chance,
            heavy: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Counts the self-checks since the last time in the store: their number is all that is kept of them.
    ///
    /// # Errors
    /// When the store fails; they are counted the next time then.
    pub(crate) async fn count_checks(&self) -> Result<(), crate::Error> {
        let count = self.checked.swap(0, Ordering::Relaxed);
        if count == 0 {
            return Ok(());
        }
        let year = i64::from(self.clock.today().year());
        let counted = async {
            let mut tx = self.store.begin().await?;
            tallies::add(&mut tx, year, "self_check", "all", count, 0).await?;
            tx.commit().await
        };
        let counted: Result<(), store::StoreError> = counted.await;
        if counted.is_err() {
            self.checked.fetch_add(count, Ordering::Relaxed);
        }
        Ok(counted?)
    }

    /// What a person may change while the server runs.
    pub fn options(&self) -> Options {
        let held = self.options.read();
        held.map_or_else(|broken| broken.into_inner().clone(), |held| held.clone())
    }

    /// Reads what was changed in earlier runs.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recall(&self) -> Result<(), crate::Error> {
        let mut options = self.options();
        if let Some(bureau) = self.store.setting("bureau").await? {
            options.bureau = bureau;
        }
        for (name, held) in [
            ("self_check", &mut options.self_check),
            ("publishing", &mut options.publishing),
        ] {
            if let Some(value) = self.store.setting(name).await? {
                *held = value == "on";
            }
        }
        options.site = SiteWords::default();
        for (name, held) in [
            ("site_title", &mut options.site.title),
            ("site_address", &mut options.site.address),
            ("site_licence", &mut options.site.licence),
        ] {
            if let Some(value) = self.store.setting(name).await? {
                *held = value;
            }
        }
        if let Ok(mut held) = self.options.write() {
            *held = options;
        }
        Ok(())
    }

    /// The names of departments and units, by number.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn names(&self) -> Result<HashMap<i64, String>, crate::Error> {
        let all = self.store.organisations().await?;
        Ok(all.into_iter().map(|one| (one.id, one.name)).collect())
    }

    /// The names of accounts; the one local user is none of them.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn people(&self) -> Result<HashMap<i64, String>, crate::Error> {
        let all = self.store.accounts().await?;
        Ok(all.into_iter().map(|one| (one.id, one.name)).collect())
    }

    /// A token of 256 random bits in hexadecimal.
    pub fn token(&self) -> String {
        token(self.chance.as_ref())
    }

    /// What forms of the one local user must bring along.
    pub(crate) fn local_secret(&self) -> String {
        self.secret.to_string()
    }

    /// Runs work that takes long or blocks, not more of it at once than there are cores.
    ///
    /// # Errors
    /// When the work did not end in its own way.
    pub async fn heavy<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, crate::Error> {
        let permit = Arc::clone(&self.heavy).acquire_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        done.await.map_err(|_| crate::Error::Ours)
    }
}

fn token(chance: &dyn Chance) -> String {
    let mut bytes = [0; 32];
    chance.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
