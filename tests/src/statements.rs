//! Every statement a server sends to its database, and how the database would run it.

use std::sync::{Arc, Mutex};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// Keeps what is sent.
#[derive(Clone, Default)]
pub struct Statements(Arc<Mutex<Vec<Statement>>>);

impl Statements {
    /// Listens to a database; to what is sent through clones that are made afterwards.
    pub fn listen(&self, database: &mut DatabaseConnection) {
        let kept = Arc::clone(&self.0);
        database.set_metric_callback(move |info| kept.lock().unwrap().push(info.statement.clone()));
    }

    /// What was sent since the last time.
    pub fn take(&self) -> Vec<Statement> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// The steps in which the database would run a statement.
pub async fn plan(database: &DatabaseConnection, statement: &Statement) -> Vec<String> {
    let (prefix, column) = match statement.db_backend {
        DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        _ => ("EXPLAIN", "QUERY PLAN"),
    };
    // With its values in it: a plan may depend on them.
    let asked = Statement::from_string(statement.db_backend, format!("{prefix} {statement}"));
    let rows = database.query_all_raw(asked).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    rows.iter().map(|row| row.try_get("", column).unwrap()).collect()
}

/// The table that a step of a plan reads whole, without an index.
pub fn reads_whole(step: &str) -> Option<&str> {
    let step = step.trim_start_matches(|c: char| c.is_whitespace() || c == '-' || c == '>');
    let table = match step.strip_prefix("SCAN ") {
        Some(rest) if !rest.contains("USING") => rest,
        Some(_) => return None,
        None => step.strip_prefix("Seq Scan on ")?,
    };
    table.split_whitespace().next()
}

#[cfg(test)]
mod tests {
    use super::reads_whole;

    #[test]
    fn reading_a_table_whole_is_told_from_using_an_index() {
        assert_eq!(reads_whole("SCAN photos"), Some("photos"));
        assert_eq!(reads_whole("SCAN photos USING INDEX photos_state_id"), None);
        assert_eq!(reads_whole("SEARCH photos USING INDEX photos_state_id (state=?)"), None);
        assert_eq!(reads_whole("  ->  Seq Scan on photos  (cost=10000000000.00..1 rows=1 width=4)"), Some("photos"));
        assert_eq!(reads_whole("  ->  Index Scan using photos_pkey on photos  (cost=0.1..8 rows=1 width=4)"), None);
    }
}
