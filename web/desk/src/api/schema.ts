/** Provisional: replaced by `npm run gen` as soon as the server writes openapi.json. */
type J<T> = { headers: Record<string, unknown>; content: { 'application/json': T } };
type Params<Q, P> = { query?: Q; header?: never; path: P; cookie?: never };
type NoPath = never;
type Op<Q, P, B, R> = {
  parameters: [P] extends [never] ? { query?: Q; header?: never; path?: never; cookie?: never } : Params<Q, P>;
  responses: { 200: J<R>; '4XX': J<components['schemas']['Problem']> };
} & ([B] extends [never] ? { requestBody?: never } : { requestBody: { content: { 'application/json': B } } });
type Read<R, Q = never, P = NoPath> = Op<Q, P, never, R>;
type Send<B, R, P = NoPath> = Op<never, P, B, R>;
type Route<M> = { parameters: { query?: never; header?: never; path?: never; cookie?: never } } & M;
type Id = { id: string };
type S = components['schemas'];
type Paged<T> = { items: T[]; next: string | null };

export interface paths {
  '/api/v1/setup': Route<{ get: Read<{ needed: boolean }>; post: Send<S['Setup'], S['Session']> }>;
  '/api/v1/session': Route<{ get: Read<S['Session']>; post: Send<S['SignIn'], S['Session']>; delete: Read<void> }>;
  '/api/v1/session/password': Route<{ post: Send<{ old: string; new: string }, S['Session']> }>;
  '/api/v1/people': Route<{ get: Read<Paged<S['Person']>, { q?: string; unit?: string; after?: string; limit?: number }>; post: Send<S['NewPerson'], S['Person']> }>;
  '/api/v1/people/{id}': Route<{ get: Read<S['Person'], never, Id>; patch: Send<S['PersonPatch'], S['Person'], Id> }>;
  '/api/v1/people/{id}/password': Route<{ post: Send<{ password: string }, void, Id> }>;
  '/api/v1/units': Route<{ get: Read<S['Unit'][]>; post: Send<S['NewUnit'], S['Unit']> }>;
  '/api/v1/units/{id}': Route<{ patch: Send<S['UnitPatch'], S['Unit'], Id> }>;
  '/api/v1/roles': Route<{ get: Read<S['Role'][]> }>;
  '/api/v1/customers': Route<{ get: Read<Paged<S['Customer']>, { identity?: string; q?: string; after?: string; limit?: number }>; post: Send<S['NewCustomer'], S['Customer']> }>;
  '/api/v1/customers/{id}': Route<{ get: Read<S['Customer'], never, Id>; patch: Send<S['CustomerEdit'], S['Customer'], Id> }>;
  '/api/v1/customers/{id}/identities': Route<{ post: Send<{ kind: string; value: string }, S['Customer'], Id> }>;
  '/api/v1/customers/{id}/reveal': Route<{ post: Send<{ field: string; reason: string }, { value: string; shown_for_ms: number }, Id> }>;
  '/api/v1/customers/{id}/timeline': Route<{ get: Read<Paged<S['TimelineItem']>, { after?: string; limit?: number }, Id> }>;
  '/api/v1/cases': Route<{ get: Read<Paged<S['CaseRow']>, S['CaseQuery']>; post: Send<S['NewCase'], S['Case']> }>;
  '/api/v1/cases/counts': Route<{ get: Read<S['Counts']> }>;
  '/api/v1/cases/views': Route<{ get: Read<Paged<S['View']>>; post: Send<S['NewView'], S['View']> }>;
  '/api/v1/cases/views/{id}': Route<{ delete: Read<void, never, Id> }>;
  '/api/v1/cases/{id}': Route<{ get: Read<S['Case'], never, Id>; patch: Send<S['CaseEdit'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/timeline': Route<{ get: Read<Paged<S['TimelineItem']>, { after?: string; limit?: number }, Id> }>;
  '/api/v1/cases/{id}/steps': Route<{ post: Send<S['StepTo'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/assign': Route<{ post: Send<S['AssignTo'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/transfer': Route<{ post: Send<S['TransferTo'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/accept': Route<{ post: Send<S['Versioned'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/return': Route<{ post: Send<S['GiveBack'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/notes': Route<{ post: Send<S['NewNote'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/reply': Route<{ post: Send<S['NewReply'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/promise': Route<{ post: Send<S['NewPromise'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/promises/{pid}/keep': Route<{ post: Send<S['KeepPromise'], S['Case'], { id: string; pid: string }> }>;
  '/api/v1/cases/{id}/pause': Route<{ post: Send<S['Pause'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/resume': Route<{ post: Send<S['Versioned'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/extend': Route<{ post: Send<S['Extend'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/confirm': Route<{ post: Send<S['Confirm'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/close': Route<{ post: Send<S['Close'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/reopen': Route<{ post: Send<S['Reopen'], S['Case'], Id> }>;
  '/api/v1/cases/{id}/links': Route<{ post: Send<S['NewLink'], S['Case'], Id> }>;
  '/api/v1/search': Route<{ get: Read<S['Found'], { q: string }> }>;
  '/api/v1/metrics': Route<{ get: Read<Paged<S['Metric']>> }>;
  '/api/v1/metrics/{id}': Route<{ get: Read<S['MetricReport'], S['MetricQuery'], Id> }>;
  '/api/v1/metrics/{id}/cases': Route<{ get: Read<Paged<S['MetricCase']>, S['MetricQuery'] & { after?: string; limit?: number }, Id> }>;
  '/api/v1/policies': Route<{ get: Read<Paged<S['PolicyRow']>> }>;
  '/api/v1/policies/{kind}': Route<{ get: Read<S['PolicyDocument'], { at?: string; version?: number }, { kind: string }> }>;
  '/api/v1/policies/{kind}/diff': Route<{ get: Read<S['PolicyDiff'], { from: number; to: number }, { kind: string }> }>;
  '/api/v1/policies/{kind}/versions': Route<{ get: Read<Paged<S['PolicyRow']>, never, { kind: string }> }>;
  '/api/v1/imports': Route<{ get: Read<Paged<S['Import']>> }>;
  '/api/v1/imports/{id}': Route<{ get: Read<S['Import'], never, Id> }>;
  '/api/v1/imports/{id}/preview': Route<{ post: Send<{ mapping: S['Mapping'] }, S['Preview'], Id> }>;
  '/api/v1/imports/{id}/start': Route<{ post: Send<{ mapping: S['Mapping']; dry_run: boolean }, S['Import'], Id> }>;
  '/api/v1/imports/{id}/errors': Route<{ get: Read<Paged<S['ImportError']>, { after?: string; limit?: number }, Id> }>;
}

export interface components {
  schemas: {
    Problem: {
      type: string;
      status: number;
      code: string;
      title: string;
      field?: string | null;
      problems?: { field: string; code: string; detail: string }[] | null;
      request_id: string;
    };
    Named: { id: string; name: string };
    StepTo: { to: string; note?: string; version?: number };
    AssignTo: { person_id: string | null; version?: number };
    TransferTo: { unit_id: string; person_id?: string; class?: string; reason: string; version?: number };
    Versioned: { version?: number };
    GiveBack: { reason: string; version?: number };
    NewNote: { body: string; mentions: string[]; version?: number };
    NewReply: { body: string; channel: string; version?: number };
    NewPromise: { due_at: string; text: string; version?: number };
    Pause: { reason: string; note?: string; version?: number };
    Extend: { clock_id: string; until: string; told_at: string; told_how: string; reason: string; version?: number };
    Confirm: { satisfied: boolean; comment?: string; version?: number };
    Close: { outcome: string; grounds?: string; version?: number };
    Reopen: { reason: string; version?: number };
    NewLink: { case_id: string; kind: string; version?: number };
    KeepPromise: { note: string; version?: number };
    Setup: { code: string; organisation: string; pack: string; login: string; name: string; password: string };
    SignIn: { login: string; password: string };
    Session: {
      person: { id: string; name: string; login: string; unit_id: string; unit_name: string; roles: string[] };
      rights: string[];
      csrf: string;
      organisation: string;
      must_change_password: boolean;
    };
    StaffKind: 'hotline_agent' | 'online_agent' | 'hall_agent' | 'complaint_handler' | 'back_office' | 'team_lead' | 'supervisor' | 'quality_inspector' | 'trainer' | 'hr' | 'manager' | 'auditor' | 'administrator';
    Employment: 'full_time' | 'part_time' | 'temporary';
    PersonStatus: 'active' | 'suspended' | 'left';
    UnitKind: 'company' | 'site' | 'team';
    Person: { id: string; name: string; login: string; kind: S['StaffKind']; employment: S['Employment']; status: S['PersonStatus']; unit_id: string; unit_name: string; roles: string[]; version: number; created_at: string };
    NewPerson: { name: string; login: string; kind: S['StaffKind']; employment?: S['Employment']; unit_id: string; roles?: string[]; password?: string | null };
    PersonPatch: { version: number; name?: string; kind?: S['StaffKind']; employment?: S['Employment']; unit_id?: string; roles?: string[]; status?: S['PersonStatus'] };
    Unit: { id: string; name: string; kind: S['UnitKind']; parent_id?: string | null; active: boolean; version: number };
    NewUnit: { name: string; kind: S['UnitKind']; parent_id?: string | null };
    UnitPatch: { version: number; name?: string; parent_id?: string | null; active?: boolean };
    Role: { id: string; name: { zh: string; en: string }; rights: string[]; reach: string };
    Identity: { id: string; kind: string; masked: string; verified: boolean };
    Customer: { id: string; name: string; tier: string | null; identities: S['Identity'][]; note: string | null; open_cases: number; version: number; created_at: string };
    NewCustomer: { name: string; identities: { kind: string; value: string }[]; note?: string };
    CustomerEdit: { version: number; name?: string; tier?: string; note?: string };
    CaseQuery: {
      status?: string; owner?: string; unit?: string; kind?: string; class?: string; priority?: string; due?: string; customer?: string;
      source?: string; step?: string; sort?: string; after?: string; limit?: number; waiting?: string; first_owner?: string; channel?: string;
    };
    CaseRow: {
      id: string; number: string; subject: string; kind: string; class: string | null; channel: string; priority: string; step: string; status: string;
      owner: S['Named'] | null; unit: S['Named']; first_owner: S['Named'] | null; customer: S['Named'] | null;
      opened_at: string; closed_at: string | null; due_at: string | null; due_target: string | null; due_half_at: string | null; promise_due_at: string | null; to_accept: boolean;
      reopen_count: number; repeat_count: number; version: number; source: string | null;
    };
    Case: S['CaseRow'] & {
      description: string; contact_how: string; fields: Record<string, string>; outcome: string | null;
      people: S['Named'][]; clocks: S['Clock'][]; promises: S['Promise'][]; transfers: S['Transfer'][]; attachments: S['Attachment'][]; links: S['Link'][];
      missing: string[]; actions: S['Action'][]; primary: string | null;
    };
    Clock: {
      id: string; target: string; instance: number; state: string; started_at: string; limit_ms: number; used_ms: number; due_at: string | null;
      half_at: string | null; near_at: string | null; ended_at: string | null; paused_at: string | null; calendar: string; policy: string; why: string;
      extended: { until: string; told_at: string; told_how: string; reason: string }[];
    };
    Promise: { id: string; text: string; due_at: string; state: string; made_by: S['Named'] | null; made_at: string; kept_at: string | null };
    Transfer: { id: string; from_unit: S['Named']; to_unit: S['Named']; to_person: S['Named'] | null; reason: string; state: string; at: string; answered_at: string | null };
    Attachment: { id: string; name: string; size: number; media_type: string; at: string; by: S['Named'] | null };
    Link: { case_id: string; number: string; subject: string; kind: string };
    Action: { name: string; allowed: boolean; reason: string | null; reason_text: string | null; to?: string[] | null };
    NewCase: {
      kind: string; class?: string; channel: string; subject: string; description: string; priority?: string; customer_id?: string;
      customer?: { name: string; phone?: string; email?: string }; contact_how: string; happened_at?: string; unit_id?: string;
      answered_on_the_spot?: boolean; answer?: string; promise?: { due_at: string; text: string }; fields?: Record<string, string>;
    };
    CaseEdit: { version: number; subject?: string; description?: string; kind?: string; class?: string; priority?: string; customer_id?: string; fields?: Record<string, string> };
    TimelineItem: { seq: number; cursor: string; at: string; actor: S['Named'] | null; kind: string; text_key: string; body: Record<string, unknown>; case_id?: string | null };
    Counts: {
      mine: number; unassigned: number; team: number; overdue: number; due_soon: number; promised: number; to_accept: number; to_confirm: number;
      open: number; closed_today: number;
    };
    View: { id: string; name: string; query: string; shared: boolean };
    NewView: { name: string; query: string; shared: boolean };
    Found: { cases: S['CaseRow'][]; customers: S['Customer'][] };
    Said: { zh: string; en: string };
    Sample: 'none' | 'too_few' | 'few' | 'enough';
    Difference: { value: number; low: number | null; high: number | null; verdict: 'better' | 'worse' | 'different' | 'unclear' | 'too_few' };
    Metric: {
      id: string; name: S['Said']; definition: S['Said']; formula: S['Said']; exclusions: S['Said'];
      unit: 'ms' | 'count' | 'share' | 'per_case'; better: 'up' | 'down' | 'neither'; shape: 'count' | 'level' | 'share' | 'mean'; basis: string; version: number; settles: boolean;
    };
    MetricQuery: { from?: string; to?: string; grain?: string; by?: string; where?: string };
    Figure: { n: number; value: number | null; low: number | null; high: number | null; sample: S['Sample']; p50?: number | null; p90?: number | null; p95?: number | null };
    MetricReport: {
      metric: string; version: number; from: string; to: string; grain: string; zone: string; settled_until?: string | null; total: S['Figure'];
      previous: (S['Figure'] & { from: string; to: string; difference: S['Difference'] | null }) | null; series: (S['Figure'] & { at: string })[];
      groups: (S['Figure'] & { key: string; label: string; against_others: S['Difference'] | null })[]; percentiles_left_out: boolean;
    };
    MetricCase: { at: string; seq: number; case: { id: string; number: number; subject: string }; round: number; value: number | null; hit: boolean | null; unit: S['Named']; person: S['Named'] };
    PolicyRow: {
      policy: string; kind: string; kind_title: S['Said']; title: S['Said']; version: number; scope: string; effective_from: string; status: string; source: string[]; certainty: string;
      author_id: string | null; reviewer_id: string | null; approver_id: string | null; created_at: string; approved_at: string | null;
    };
    PolicyDocument: S['PolicyRow'] & { notes: S['Said'] | null; text: string; body: Record<string, unknown> };
    PolicyDiff: { changes: { path: string; old?: string | null; new?: string | null }[] };
    Import: {
      id: string; name: string; state: string; rows: number; imported: number; known: number; repeated: number; events: number; cases: number; bad: number; bytes_done: number; bytes_total: number;
      dry_run: boolean; started_at: string | null; ended_at: string | null; by: S['Named'] | null;
      columns?: string[]; sample?: string[][]; guess?: S['Mapping'] | null; detail?: string | null;
    };
    Mapping: Record<string, unknown>;
    Preview: { rows: { line: number; values: Record<string, string>; problems: string[] }[]; good: number; bad: number };
    ImportError: { line: number; column: string | null; reason: string; value: string | null };
  };
}
