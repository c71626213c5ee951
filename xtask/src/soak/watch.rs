//! Runs a target where its panic is caught and its time is measured.

use super::targets::Target;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// An input that takes longer is taken to have no end.
const ENDLESS: Duration = Duration::from_secs(60);

/// What became of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It went through.
    Fine,
    /// It went through, after a panic that the code caught itself; with its message and place.
    Held(String),
    /// A panic, with its message and place.
    Panic(String),
    /// It did not come to an end in a minute.
    Endless,
}

/// A thread that runs inputs. Panics of the process are kept quiet from then on.
pub struct Watch {
    inputs: Sender<Vec<u8>>,
    outcomes: Receiver<Outcome>,
}

impl Watch {
    /// A thread for this target.
    pub fn new(target: Target) -> Watch {
        let (inputs, received) = channel::<Vec<u8>>();
        let (answer, outcomes) = channel();
        let seen: Arc<Mutex<Option<String>>> = Arc::default();
        let place = Arc::clone(&seen);
        panic::set_hook(Box::new(move |info| {
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.to_string());
        }));
        thread::spawn(move || {
            for bytes in received {
                let result = panic::catch_unwind(AssertUnwindSafe(|| (target.run)(&bytes)));
                let panic = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
                let outcome = match (result, panic) {
                    (Ok(()), None) => Outcome::Fine,
                    (Ok(()), Some(panic)) => Outcome::Held(panic),
                    (Err(_), panic) => Outcome::Panic(panic.unwrap_or_default()),
                };
                if answer.send(outcome).is_err() {
                    break;
                }
            }
        });
        Watch { inputs, outcomes }
    }

    /// Runs one input, and says how long it took. After an endless one no other is answered.
    pub fn run(&self, bytes: Vec<u8>) -> (Outcome, Duration) {
        let start = Instant::now();
        let sent = self.inputs.send(bytes).is_ok();
        let outcome = match self.outcomes.recv_timeout(ENDLESS) {
            Ok(outcome) if sent => outcome,
            _ => Outcome::Endless,
        };
        (outcome, start.elapsed())
    }
}

/// A name for some bytes, the same on every run.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}
