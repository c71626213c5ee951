//! Every target for a moment, and that the list of targets and its files are complete.

use super::*;
use std::panic::catch_unwind;

/// Inputs of a target; what goes all the way takes longer.
fn inputs(target: &Target) -> u64 {
    if matches!(target.name, "forms" | "pipeline") {
        100
    } else {
        200
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn every_target_stands_changed_files() {
    let seeds = corpus::load(&root(), None).unwrap();
    for target in TARGETS {
        let seeds = corpus::for_target(&seeds, target).unwrap();
        let start = Instant::now();
        for index in 0..inputs(target) {
            let bytes = mutate::input(&mut Random::new(1, index), &seeds, 1 << 15);
            if catch_unwind(|| (target.run)(&bytes)).is_err() {
                let path = std::env::temp_dir().join(format!("{}-{index}.bin", target.name));
                fs::write(&path, &bytes).unwrap();
                panic!(
                    "{}: input {index} of seed 1, kept as {}",
                    target.name,
                    path.display()
                );
            }
        }
        eprintln!("{}: {} ms", target.name, start.elapsed().as_millis());
    }
}

#[test]
fn every_reader_is_a_target() {
    let mut readers = 0;
    for entry in fs::read_dir(root().join("crates/readers/src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .replace("markdown", "md");
        let text = fs::read_to_string(&path).unwrap_or_default();
        if !path.is_file() || !text.contains("\npub(crate) fn read(") {
            continue;
        }
        readers += 1;
        let built = cfg!(feature = "pdf") || !matches!(name.as_str(), "pdf" | "ofd");
        assert_eq!(targets::find(&name).is_some(), built, "{name} is no target");
    }
    assert!(readers >= 12, "{readers}");
}

#[test]
fn every_file_is_read_by_its_target_before_it_is_changed() {
    let seeds = corpus::load(&root(), None).unwrap();
    for target in TARGETS {
        for seed in corpus::for_target(&seeds, target).unwrap() {
            (target.run)(&seed.bytes);
            if target.endings == [target.name] {
                let format = readers::format_of(&seed.bytes, &seed.name);
                let format = format.map(|format| format.replace("markdown", "md"));
                let plain = matches!(target.name, "md" | "csv");
                assert!(
                    plain || format.as_deref() == Some(target.name),
                    "{}: {format:?}",
                    seed.name
                );
                let read = readers::read(&seed.bytes, &seed.name, &readers::Limits::default());
                assert!(read.is_ok(), "{}: {:?}", seed.name, read.err());
            }
        }
    }
}

#[test]
fn what_is_made_by_hand_gives_a_form_and_a_container_is_put_together_again() {
    if cfg!(feature = "pdf") {
        for (bytes, name) in [(made::pdf().join(), "a.pdf"), (made::ofd().join(), "a.ofd")] {
            let document = pipeline::read(&bytes, name).remove(0);
            assert_eq!(
                document.forms[0].indicators.len(),
                3,
                "{name}: {document:?}"
            );
        }
    }
    let Some(mut parts) = parts::of(&made::ofd().join()) else {
        panic!("a zip");
    };
    assert_eq!(parts.list(), made::ofd().list());
}

#[test]
fn equal_seeds_give_equal_inputs() {
    let seeds = corpus::load(&root(), None).unwrap();
    let seeds: Vec<&Seed> = seeds.iter().collect();
    let made = |seed| {
        let inputs = (0..20).map(move |index| Random::new(seed, index));
        let inputs = inputs.map(|mut random| mutate::input(&mut random, &seeds, 1 << 15));
        inputs.collect::<Vec<_>>()
    };
    let (one, other) = (made(1), made(2));
    assert!(one == made(1) && one != other);
}

#[test]
fn options_are_read_and_others_are_named() {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let expected = Request {
        target: Some("csv".into()),
        seconds: Some(120),
        seed: Some(7),
        ..Request::default()
    };
    assert_eq!(
        request(&words("--target csv --minutes 2 --seed 7")).unwrap(),
        expected
    );
    for (text, said) in [
        ("--minutes x", "整数"),
        ("--speed 1", "没有“--speed”"),
        ("--seed", "缺少"),
    ] {
        let error = request(&words(text)).unwrap_err();
        assert!(format!("{error:#}").contains(said), "{error:#}");
    }
    assert!(unknown("rtf").contains("txt、csv"));
}
