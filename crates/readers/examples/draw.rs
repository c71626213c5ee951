fn main() {
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).unwrap();
        match readers::read(&b, &p, &readers::Limits::default()) {
            Ok(r) => match r.content {
                readers::Content::Pages(d) => {
                    println!("{}", d.draw());
                    if std::env::var("TYPED").is_ok() {
                        for bl in &d.blocks {
                            for r in &bl.rows {
                                for c in &r.cells {
                                    if let Some(t) = &c.typed {
                                        println!("{} {:?} {:?}", c.place, c.text, t);
                                    }
                                }
                            }
                        }
                    }
                    for n in d.notes {
                        println!("NOTE {} {} {:?}", n.code, n.message, n.at.len());
                    }
                }
                _ => println!("forms"),
            },
            Err(e) => println!("ERROR {:?} {}", e.kind, e.message),
        }
    }
}
