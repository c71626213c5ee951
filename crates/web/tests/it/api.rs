//! What holds for the whole API: problems, headers, the description, the page for people, rules.

use crate::support::{Town, run};
use web::{Settings, calls};

#[test]
fn unknown_addresses_and_methods_are_problems_under_the_api_and_pages_elsewhere() {
    run(async {
        let town = Town::with(Settings::default()).await;
        for address in [
            "/api",
            "/api/",
            "/api/v2/forms",
            "/api/v1/",
            "/api/v1/forms/1/x",
        ] {
            town.get(address, "").await.problem("not-found", 404);
        }
        for (method, address) in [
            ("DELETE", "/api/v1/forms/1"),
            ("PUT", "/api/v1/check"),
            ("POST", "/api/v1/rules"),
        ] {
            let answer = town.send(method, address, "", &[], "").await;
            answer.problem("method", 405);
            assert_ne!(answer.header("allow"), "", "{method} {address}");
        }
        town.get("/api/v1/rules/E999", "")
            .await
            .problem("not-found", 404);
        for address in ["/apis", "/nowhere", "/review"] {
            let page = town.get(address, "").await;
            assert_ne!(page.header("content-type"), "application/problem+json");
        }
        let other = Town::with(Settings {
            hosts: vec!["czj.example".to_owned()],
            ..Settings::default()
        })
        .await;
        other.get("/api/v1/rules", "").await.problem("foreign", 403);
    });
}

#[test]
fn answers_carry_the_headers_of_the_whole_server() {
    run(async {
        let town = Town::with(Settings::default()).await;
        for address in ["/api/v1/rules", "/api/v1/forms", "/api/v1", "/api/none"] {
            let answer = town.get(address, "").await;
            assert_eq!(answer.header("cache-control"), "no-store", "{address}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'"), "{address}");
        }
    });
}

#[test]
fn the_description_and_the_page_name_every_call() {
    run(async {
        let town = Town::with(Settings::default()).await;
        let description = town.get("/api/v1/openapi.json", "").await.json();
        assert_eq!(description["openapi"], "3.1.0");
        let page = town.get("/api/v1", "").await.text();
        for call in calls() {
            let one = &description["paths"][call.address()][call.method];
            assert_eq!(one["summary"], call.title, "{call:?}");
            assert!(page.contains(&call.address()), "{call:?}");
            assert!(page.contains(call.title), "{call:?}");
        }
        assert!(page.contains("curl -H"));
        assert!(page.contains("id=\"too-large\""));
        for outside in ["https://", "http://cdn", "src=\"//"] {
            assert!(!page.contains(outside), "{outside}");
        }
    });
}

#[test]
fn the_contracts_of_the_description_are_those_that_are_committed() {
    run(async {
        let town = Town::with(Settings::default()).await;
        let description = town.get("/api/v1/openapi.json", "").await.text();
        let own: serde_json::Value =
            serde_json::from_str(&description.replace("#/components/schemas/", "#/$defs/"))
                .unwrap();
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema");
        for (file, name) in [
            ("jixiao.findings-1.json", "Findings"),
            ("jixiao.forms-1.json", "Forms"),
        ] {
            let text = std::fs::read_to_string(format!("{root}/{file}")).unwrap();
            let kept: serde_json::Value = serde_json::from_str(&text).unwrap();
            let schemas = &own["components"]["schemas"];
            assert_eq!(schemas[name]["properties"], kept["properties"], "{file}");
            for (name, one) in kept["$defs"].as_object().unwrap() {
                assert_eq!(&schemas[name], one, "{file} {name}");
            }
        }
    });
}

#[test]
fn rules_are_open_and_whole() {
    run(async {
        let town = Town::with(Settings::default()).await;
        let said = town.get("/api/v1/rules", "").await.json();
        let rules = said["rules"].as_array().unwrap();
        assert_eq!(rules.len(), pipeline::rules::catalog().len());
        let code = rules[0]["code"].as_str().unwrap();
        let one = town.get(&format!("/api/v1/rules/{code}"), "").await.json();
        assert_eq!(one["title"], rules[0]["title"]);
        assert!(one["page"].as_str().unwrap().starts_with("# "));
    });
}
