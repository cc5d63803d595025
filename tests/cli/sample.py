"""A small management system for the commands that look at one."""

AS_OF = "2026-11-20"
ROLES = (
    "kind: roles\nid: roles\nlast_reviewed: 2026-10-01\nroles: [{id: lead, title: Lead, holders: [{person: Kim}]}]\n"
)
CHAT = """\
kind: ai_system
id: chat
name: Chat
owner: lead
organisation_role: [user]
risk_tier: low
lifecycle_stage: deployed
stage_since: 2026-01-10
last_reviewed: 2026-10-01
purpose: Answers questions
intended_use: By staff, on opening hours
version: '2'
models: [{name: big, version: '1', supplier: lumen, card: card}]
datasets: [pages]
oversight: {level: on_the_loop, overseers: [lead], stop_mechanism: A switch}
"""
FILES = {
    "aimslint.yaml": "version: 1\nphase: stage-2\n",
    "governance/roles.yaml": ROLES,
    "governance/chat.yaml": CHAT,
    "governance/card.yaml": "kind: model_card\nid: card\nname: Big\nversion: '1'\nlast_reviewed: 2026-09-01\n",
    "governance/pages.yaml": "kind: dataset\nid: pages\nname: Pages\npurpose: [retrieval]\nlast_reviewed: 2026-09-01\n",
    "governance/risks.yaml": "kind: risk_register\nid: risks\nrisks:\n"
    "  - {id: R1, title: Wrong answers, systems: [chat], owner: lead, level: high, residual_level: low,\n"
    "     option: modify, assessed_on: 2026-02-01, acceptance: {by: lead, until: 2026-12-01}}\n",
    "governance/suppliers.yaml": "kind: suppliers\nid: suppliers\nsuppliers:\n"
    "  - {id: lumen, name: Lumen, criticality: high, contract: {ref: K1, end: 2026-12-24}}\n",
    "governance/watch.yaml": "kind: monitoring\nid: watch\nsystem: chat\nmetrics:\n"
    "  - {id: errors, name: Errors, last_value: 9, unit: '%', last_measured: 2026-11-01,\n"
    "     threshold: {warn: 5, alarm: 8}}\n",
    "governance/ia.yaml": "kind: impact_assessment\nid: ia\nsystem: chat\nstatus: draft\nassessed_on: 2026-03-01\n",
    "governance/soa.yaml": "kind: soa\nid: soa\ncontrols: [{control: HF-1, own: true, title: Ours}]\n",
}
