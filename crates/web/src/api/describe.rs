//! `GET /api/v1/openapi.json`: the table of calls as OpenAPI 3.1. The schemas are drawn from the types that are serialised, by the library
//! that draws `docs/schema` as well, so that the contracts are described once.

use super::call::{Call, Door, Param};
use super::problem::{Problem, TYPES};
use super::{ROOT, calls};
use axum::Json;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// Draws the schema of a type.
pub(crate) type Draw = fn(&mut SchemaGenerator) -> Value;

/// The schema of a type: a reference, its text among the components.
pub(super) fn draw<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// The answer.
pub(super) async fn get() -> Json<&'static Value> {
    Json(&DOCUMENT)
}

fn parameter(call: &Call, param: &Param) -> Value {
    let in_path = call.path.contains(&format!("{{{}}}", param.name));
    json!({
        "name": param.name,
        "in": if in_path { "path" } else { "query" },
        "required": in_path,
        "description": param.about,
        "schema": { "type": param.kind },
    })
}

/// The schema of one kind of body.
fn body(media: &str, generator: &mut SchemaGenerator) -> Value {
    match media {
        "application/json" => draw::<model::Forms>(generator),
        "application/x-ndjson" => draw::<model::Document>(generator),
        "multipart/form-data" => json!({
            "type": "object",
            "properties": {
                "file": { "type": "array", "items": { "type": "string", "format": "binary" } },
                "returned": { "type": "boolean" },
            },
        }),
        _ => json!({ "type": "string", "format": "binary" }),
    }
}

fn responses(call: &Call, generator: &mut SchemaGenerator) -> Value {
    let answer = &call.answer;
    let schema = answer
        .schema
        .map_or(json!({}), |draw| json!({ "schema": draw(generator) }));
    let mut content = Map::new();
    content.insert(answer.media.to_owned(), schema);
    let mut all = Map::new();
    all.insert(
        answer.status.to_string(),
        json!({ "description": answer.about, "content": content }),
    );
    if answer.tagged {
        let same = json!({ "description": "与 If-None-Match 里的相同，没有正文" });
        all.insert("304".to_owned(), same);
    }
    for status in call.refused() {
        all.insert(
            status.to_string(),
            json!({ "$ref": format!("#/components/responses/{status}") }),
        );
    }
    Value::Object(all)
}

fn operation(call: &Call, generator: &mut SchemaGenerator) -> Value {
    let mut one = json!({
        "operationId": format!("{}{}", call.method, call.path.replace(['/', '{', '}', '.'], "_")),
        "summary": call.title,
        "description": call.about,
        "parameters": call.params.iter().map(|param| parameter(call, param)).collect::<Vec<_>>(),
        "responses": responses(call, generator),
        "security": match call.door {
            Door::Open => json!([]),
            Door::SelfCheck => json!([{}, { "token": [] }]),
            Door::May(_) => json!([{ "token": [] }]),
        },
    });
    if !call.body.is_empty() {
        let kinds = call.body.iter();
        let content: Map<String, Value> = kinds
            .map(|media| {
                (
                    (*media).to_owned(),
                    json!({ "schema": body(media, generator) }),
                )
            })
            .collect();
        one["requestBody"] = json!({ "required": true, "content": content });
    }
    one
}

/// Refusals by status.
fn refusals(generator: &mut SchemaGenerator) -> Value {
    let schema = draw::<Problem>(generator);
    let mut all = Map::new();
    for (_, status, title) in TYPES.iter().filter(|(_, status, _)| *status > 0) {
        all.entry(status.to_string()).or_insert_with(|| {
            json!({
                "description": title,
                "content": { "application/problem+json": { "schema": schema } },
            })
        });
    }
    Value::Object(all)
}

fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = SchemaGenerator::new(settings);
    let mut paths = Map::new();
    for call in calls() {
        let path = paths.entry(call.address()).or_insert(json!({}));
        path[call.method] = operation(call, &mut generator);
    }
    let responses = refusals(&mut generator);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "绩效（jixiao）接口",
            "version": "1",
            "description": format!("说明和例子见 {ROOT}。错误一律是 application/problem+json。"),
            "license": { "name": "见 LICENSE" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": responses,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All references in a document.
    fn references<'a>(value: &'a Value, all: &mut Vec<&'a str>) {
        match value {
            Value::Object(map) => {
                all.extend(map.get("$ref").and_then(Value::as_str));
                map.values().for_each(|value| references(value, all));
            }
            Value::Array(list) => list.iter().for_each(|value| references(value, all)),
            _ => {}
        }
    }

    #[test]
    fn every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own() {
        let document = document();
        let mut all = Vec::new();
        references(&document, &mut all);
        assert!(all.len() > 20);
        for reference in all {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
        let mut names = std::collections::HashSet::new();
        for path in document["paths"].as_object().unwrap().values() {
            for one in path.as_object().unwrap().values() {
                assert!(names.insert(one["operationId"].as_str().unwrap()));
            }
        }
        assert_eq!(names.len(), calls().len());
    }

    #[test]
    fn parameters_in_braces_are_described() {
        for call in calls() {
            for name in call.path.split(['{', '}']).skip(1).step_by(2) {
                assert!(
                    call.params.iter().any(|param| param.name == name),
                    "{call:?}"
                );
            }
        }
    }
}
