//! `GET /api/docs`: the API's description as a page. Plain HTML: no script, nothing from elsewhere.

use std::fmt::Write;

use serde_json::Value;
use utoipa::openapi::OpenApi;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// The document as a page, in the site's style.
pub(super) fn page(document: &OpenApi, style: &str) -> String {
    let document = serde_json::to_value(document).unwrap_or_default();
    let mut body = String::new();
    body.push_str(&tag("p", "lead", "JSON in, JSON out; sessions by cookie."));
    body.push_str(r#"<p><a href="/api/openapi.json">openapi.json</a></p>"#);
    body.push_str("<h2>Routes</h2>");
    for (path, item) in members(&document["paths"]) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                body.push_str(&route(path, method, operation));
            }
        }
    }
    body.push_str("<h2>Types</h2>");
    for (name, schema) in members(&document["components"]["schemas"]) {
        let name = escape(name);
        // Writing to a string does not fail.
        let _ = write!(body, "<h3 id=\"{name}\">{name}</h3>");
        body.push_str(&of_schema(schema));
    }
    body.push_str("<h2>Problems</h2><pre>");
    body.push_str(&escape(text(&document["info"]["description"])));
    body.push_str("</pre>");
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>PicMe API</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\" href=\"{}\"></head>\
         <body><main class=\"prose api\"><h1>PicMe API</h1>{body}</main></body></html>",
        escape(style)
    )
}

fn route(path: &str, method: &str, operation: &Value) -> String {
    let head = format!("{} {}", method.to_uppercase(), path);
    let mut html = tag("h3", "code", &head);
    html.push_str(&tag("p", "", text(&operation["summary"])));
    html.push_str(&tag("p", "fine", text(&operation["description"])));
    html.push_str("<dl>");
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = format!("{} ({})", text(&parameter["name"]), text(&parameter["in"]));
        html.push_str(&entry(&name, &escape(text(&parameter["description"]))));
    }
    for (media_type, content) in members(&operation["requestBody"]["content"]) {
        html.push_str(&entry("takes", &format!("{} {}", escape(media_type), link(&content["schema"]))));
    }
    for (status, answer) in members(&operation["responses"]) {
        if status != "default" {
            let mut about = escape(text(&answer["description"]));
            for (media_type, content) in members(&answer["content"]) {
                let _ = write!(about, " {} {}", escape(media_type), link(&content["schema"]));
            }
            html.push_str(&entry(status, &about));
        }
    }
    html.push_str("</dl>");
    html
}

fn of_schema(schema: &Value) -> String {
    let mut html = tag("p", "", text(&schema["description"]));
    html.push_str("<dl>");
    for (name, property) in members(&schema["properties"]) {
        html.push_str(&entry(name, &format!("{} {}", link(property), escape(text(&property["description"])))));
    }
    for value in schema["enum"].as_array().into_iter().flatten() {
        html.push_str(&tag("dt", "code", text(value)));
    }
    html.push_str("</dl>");
    html
}

/// A schema's name, with the way to it; or what it is.
fn link(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("<a href=\"#{0}\">{0}</a>", escape(name));
    }
    match &schema["type"] {
        Value::String(kind) if kind == "array" => format!("list of {}", link(&schema["items"])),
        Value::String(kind) => escape(kind),
        Value::Array(kinds) => escape(&kinds.iter().map(text).collect::<Vec<_>>().join(" or ")),
        _ => String::new(),
    }
}

fn entry(name: &str, html: &str) -> String {
    format!("{}<dd>{html}</dd>", tag("dt", "code", name))
}

fn tag(name: &str, class: &str, words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("<{name} class=\"{class}\">{}</{name}>", escape(words)) }
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_description_becomes_markup() {
        assert_eq!(tag("p", "x", "a < b & \"c\""), "<p class=\"x\">a &lt; b &amp; &quot;c&quot;</p>");
        assert_eq!(tag("p", "x", ""), "");
    }
}
