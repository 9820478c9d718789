import { createContext, useContext } from 'react';
import type { Schemas } from '@/api/types';
import type { Edit, Problem } from '../editor-rules';
import type { Value } from '../rules';

/** What the fields of a form work with. */
export type Writing = {
  body: Value;
  problems: Problem[];
  lists: Schemas['PolicyForm']['lists'];
  edit: (...edits: Edit[]) => void;
  /** The place that is to be looked at: the entries around it are open. */
  wanted: string | undefined;
};

const context = createContext<Writing | undefined>(undefined);

export const WritingProvider = context.Provider;

export function useWriting(): Writing {
  const writing = useContext(context);
  if (!writing) throw new Error('a field stands outside a form');
  return writing;
}
