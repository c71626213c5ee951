//! Passwords: argon2id, what a good one is, and why one is refused.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// The least number of characters.
const LEAST: usize = 10;

/// The most: longer ones only cost time.
const MOST: usize = 200;

/// Passwords that everybody tries first, in lower case; also as a beginning.
const COMMON: [&str; 12] = [
    "password",
    "12345678",
    "123456789",
    "1234567890",
    "qwertyuiop",
    "admin123",
    "abcd1234",
    "1qaz2wsx",
    "a1234567",
    "woaini1314",
    "zaq12wsx",
    "caizheng",
];

/// Why a password will not do; none where it will.
pub fn fault(password: &str, login: &str) -> Option<String> {
    let count = password.chars().count();
    if count < LEAST {
        return Some(format!("口令至少 {LEAST} 个字符，现在是 {count} 个。"));
    }
    if count > MOST {
        return Some(format!("口令最多 {MOST} 个字符。"));
    }
    let kinds = [
        password.chars().any(|sign| sign.is_ascii_lowercase()),
        password.chars().any(|sign| sign.is_ascii_uppercase()),
        password.chars().any(|sign| sign.is_ascii_digit()),
        password.chars().any(|sign| !sign.is_ascii_alphanumeric()),
    ];
    if kinds.iter().filter(|kind| **kind).count() < 3 {
        return Some("口令要在小写字母、大写字母、数字、其他字符中至少用三种。".to_owned());
    }
    let lower = password.to_lowercase();
    if !login.is_empty() && lower.contains(&login.to_lowercase()) {
        return Some("口令里不要有登录名。".to_owned());
    }
    if COMMON.iter().any(|common| lower.contains(common)) {
        return Some("口令里有人人都会先试的一段，请换一个。".to_owned());
    }
    let mut signs: Vec<char> = lower.chars().collect();
    signs.sort_unstable();
    signs.dedup();
    match signs.len() < 5 {
        true => Some("口令里不同的字符太少，请换一个。".to_owned()),
        false => None,
    }
}

/// The hash of a password, with the salt in it. Takes long on purpose.
pub fn hash(password: &str, salt: &[u8]) -> Option<String> {
    let hashed = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
    hashed.ok().map(|hash| hash.to_string())
}

/// Whether a password has this hash. Takes as long.
pub fn is(password: &str, hash: &str) -> bool {
    let Ok(parsed) = PasswordHash::new(hash) else {
        return false;
    };
    Argon2::default()
        .verify_password(password.as_bytes(), &parsed)
        .is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_hashed_with_its_salt_and_known_again() {
        let hashed = hash("云泽Yunze2026", &[7; 16]).unwrap();
        assert!(hashed.starts_with("$argon2id$"), "{hashed}");
        assert!(is("云泽Yunze2026", &hashed));
        assert!(!is("云泽Yunze2027", &hashed));
        assert_ne!(hashed, hash("云泽Yunze2026", &[8; 16]).unwrap());
        assert!(!is("x", "no hash"));
    }

    #[test]
    fn weak_passwords_are_refused_with_the_reason() {
        for (password, why) in [
            ("Ab1!", "至少"),
            ("abcdefghijkl", "三种"),
            ("Guwen-20261", "登录名"),
            ("Password-2026", "人人"),
            ("aA1aA1aA1aA1", "太少"),
        ] {
            let fault = fault(password, "guwen").unwrap();
            assert!(fault.contains(why), "{password}: {fault}");
        }
        assert_eq!(fault("Lvshui7-qingshan", "guwen"), None);
    }
}
