//! Where somebody is signed in, and signing out elsewhere.

use domain::device::Device;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_i18n::tu_string as say;

use super::browser_name::browser_name;
use super::end_device::EndDevice;
use super::end_other_devices::EndOtherDevices;
use super::read_devices::read_devices;
use crate::i18n::use_i18n;
use crate::layout::{FormErrors, FormProblem, SubmitButton, loaded};
use crate::profile::{AccountFrame, Part};
use crate::words::{self, Words};

/// `/admin/devices`, and `/me/devices` for guests.
#[component]
pub fn DevicesPage() -> impl IntoView {
    let actions = Actions { end: ServerAction::new(), end_others: ServerAction::new() };
    let version = move || (actions.end.version().get(), actions.end_others.version().get());
    let devices = Resource::new(version, |_| read_devices());
    loaded(devices, move |devices| view! { <ShowDevices devices actions /> })
}

/// What can be done with devices. The page reads them again after each.
#[derive(Clone, Copy)]
struct Actions {
    end: ServerAction<EndDevice>,
    end_others: ServerAction<EndOtherDevices>,
}

#[component]
fn ShowDevices(devices: Vec<Device>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let others = devices.iter().filter(|device| !device.is_this).count();
    let rows = devices.into_iter().map(|device| view! { <DeviceRow device actions /> }).collect_view();
    view! {
        <AccountFrame part=Part::Devices>
            <h1>{say!(i18n, devices.title)}</h1>
            <p class="lead">{say!(i18n, devices.text)}</p>
            <FormProblem errors=FormErrors::of(actions.end) />
            <FormProblem errors=FormErrors::of(actions.end_others) />
            <ul class="rows">{rows}</ul>
            {if others > 0 {
                view! {
                    <ActionForm action=actions.end_others>
                        <SubmitButton
                            pending=actions.end_others.pending()
                            label=say!(i18n, devices.end_others)
                            busy=say!(i18n, devices.end_others)
                        />
                    </ActionForm>
                }
                    .into_any()
            } else {
                view! { <p class="fine">{say!(i18n, devices.alone)}</p> }.into_any()
            }}
        </AccountFrame>
    }
}

#[component]
fn DeviceRow(device: Device, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let name = readable(i18n, device.user_agent.as_deref());
    let label = say!(i18n, devices.end_label, device = name.clone());
    view! {
        <li class="row">
            <div class="row-text">
                <p class="row-name">
                    {name} {device.is_this.then(|| view! { <span class="tag">{say!(i18n, devices.this)}</span> })}
                </p>
                {device
                    .signed_in_at
                    .map(|at| {
                        view! { <p class="fine">{say!(i18n, devices.since, date = words::date(i18n, at.date()))}</p> }
                    })}
                {device
                    .seen_at
                    .map(|at| {
                        view! { <p class="fine">{say!(i18n, devices.seen, moment = words::moment(i18n, at))}</p> }
                    })}
            </div>
            <ActionForm action=actions.end>
                <input type="hidden" name="device" value=device.id />
                <button class="button small quiet" type="submit" aria-label=label>
                    {say!(i18n, devices.end)}
                </button>
            </ActionForm>
        </li>
    }
}

/// `Firefox on Android`.
fn readable(i18n: Words, user_agent: Option<&str>) -> String {
    match user_agent.and_then(browser_name) {
        Some(name) => say!(i18n, devices.on, browser = name.browser, system = name.system),
        None => say!(i18n, devices.unknown).to_owned(),
    }
}
