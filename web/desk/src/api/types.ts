import type { components } from './schema';

/** The server's shapes under the names of the working language; generated, never written by hand. */
export type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];
export type Named = Schemas['Named'];
export type CaseRow = Schemas['CaseRow'];
export type Case = Schemas['Case'];
export type Clock = Schemas['Clock'];
export type Action = Schemas['Action'];
export type TimelineItem = Schemas['TimelineItem'];
export type Counts = Schemas['Counts'];
export type Customer = Schemas['Customer'];
export type Session = Schemas['Session'];
