import type { components, paths } from './schema';

/** The server's shapes under the names of the working language; generated, never written by hand. */
export type Schemas = components['schemas'];

/** What can be asked of a list by its address. */
export type Query<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;

export type Problem = Schemas['Problem'];
export type Named = Schemas['Named'];
export type Right = Schemas['Right'];
export type Session = Schemas['Session'];
export type CaseRow = Schemas['CaseRow'];
export type CaseQuery = Query<'/api/v1/cases'>;
export type Case = Schemas['Case'];
export type Clock = Schemas['Clock'];
export type Action = Schemas['Action'];
export type Counts = Schemas['Counts'];
export type Customer = Schemas['Customer'];
export type MetricQuery = Query<'/api/v1/metrics/{id}'>;
/** The body of an event depends on its kind; it is read with care. */
export type TimelineItem = Omit<Schemas['TimelineItem'], 'body'> & { body: Record<string, unknown> };
