//! Searching, filtering, sorting and paging lists of events.

use std::collections::HashMap;

use domain::event::{EventQuery, EventSort, Page};
use domain::{EventId, OrganizationId, Problem};
use entities::event::{Column, Entity, Model};
use entities::organization;
use sea_orm::sea_query::{Expr, Func, LikeExpr, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::draft::day;
use crate::Services;
use crate::accounts::FieldCheck;
use crate::fault::OrInternal;

/// Events of a page, unless it is said otherwise.
const USUAL_PAGE: u32 = 24;
/// Most events of one page.
const LARGEST_PAGE: u32 = 200;
/// Words of a search that count: more only cost time.
const WORDS: usize = 8;
/// Most categories that are offered as a filter.
const CATEGORIES: u64 = 50;

/// Those events of a list that the query asks for, in its order.
///
/// Errors: `invalid_fields` (`from`, `to`).
pub(super) fn narrowed(events: Select<Entity>, query: &EventQuery) -> Result<Select<Entity>, Problem> {
    let mut fields = FieldCheck::default();
    let from = day(&mut fields, "from", &query.from);
    let to = day(&mut fields, "to", &query.to);
    fields.finish()?;
    let mut filter = Condition::all();
    for word in query.q.to_lowercase().split_whitespace().take(WORDS) {
        filter = filter.add(has_word(word));
    }
    if !query.category.trim().is_empty() {
        filter = filter.add(Column::Category.eq(query.category.trim()));
    }
    filter = filter.add_option(from.map(|from| Column::Date.gte(from)));
    filter = filter.add_option(to.map(|to| Column::Date.lte(to)));
    let (column, order) = match query.sort {
        EventSort::Newest => (Column::Date, Order::Desc),
        EventSort::Oldest => (Column::Date, Order::Asc),
        EventSort::Name => (Column::Name, Order::Asc),
    };
    // Two events of the same day or name keep their order from page to page.
    Ok(events.filter(filter).order_by(column, order.clone()).order_by(Column::Id, order))
}

/// The word stands in what the event is searched by, or in its host's name.
fn has_word(word: &str) -> Condition {
    // Here only: it gives numbers a second `max`.
    use sea_orm::sea_query::ExprTrait;

    // An escape that no database reads as one of its own.
    let escaped = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    let pattern = LikeExpr::new(format!("%{escaped}%")).escape('!');
    let host = Func::lower(Expr::col(organization::Column::Name));
    let hosts = Query::select()
        .column(organization::Column::Id)
        .from(organization::Entity)
        .and_where(Expr::from(host).like(pattern.clone()))
        .to_owned();
    Condition::any().add(Column::Search.like(pattern)).add(Column::OrganizationId.in_subquery(hosts))
}

impl Services {
    /// One page of a list of events.
    pub(super) async fn event_page(&self, events: Select<Entity>, query: &EventQuery) -> Result<Page<Model>, Problem> {
        let page = query.page.unwrap_or(1).max(1);
        let per_page = query.per_page.unwrap_or(USUAL_PAGE).clamp(1, LARGEST_PAGE);
        let pages = narrowed(events, query)?.paginate(self.db(), u64::from(per_page));
        let total = pages.num_items().await.or_internal()?;
        let items = pages.fetch_page(u64::from(page - 1)).await.or_internal()?;
        Ok(Page { items, page, per_page, total })
    }

    /// The categories of a list of events, in order.
    pub(super) async fn categories_of(&self, events: Select<Entity>) -> Result<Vec<String>, Problem> {
        events
            .select_only()
            .column(Column::Category)
            .filter(Column::Category.ne(""))
            .distinct()
            .order_by_asc(Column::Category)
            .limit(CATEGORIES)
            .into_tuple()
            .all(self.db())
            .await
            .or_internal()
    }

    /// The names of the hosts of some events.
    pub(super) async fn hosts_of(&self, events: &[Model]) -> Result<HashMap<OrganizationId, String>, Problem> {
        let hosts = organization::Entity::find()
            .filter(organization::Column::Id.is_in(events.iter().map(|event| event.organization_id)))
            .all(self.db())
            .await
            .or_internal()?;
        Ok(hosts.into_iter().map(|host| (host.id, host.name)).collect())
    }
}

/// The ids of some events.
pub(super) fn ids(events: &[Model]) -> Vec<EventId> {
    events.iter().map(|event| event.id).collect()
}
