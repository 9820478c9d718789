import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A log of another system, and what an import of it gives. */
export type Log = { file: string; rows: number; cases: number; from: string; to: string; activity: string };

/** A real help-desk log where it lies beside the project; otherwise one of the same shape, written here. */
export async function someLog(folder: string): Promise<Log> {
  const real = join(import.meta.dirname, '../../../shared/data/helpdesk/events.csv.zst');
  const common = { from: '2010-01-01', to: '2014-12-31', activity: 'Resolve ticket' };
  if (existsSync(real)) return { file: real, rows: 15_009, cases: 3221, ...common };
  const file = join(folder, 'events.csv');
  const cases = 40;
  await writeFile(file, `case_id,activity,timestamp,resource\n${Array.from({ length: cases }, (_, it) => way(it)).join('')}`);
  return { file, rows: cases * steps.length, cases, ...common };
}

const steps = ['Assign seriousness', 'Take in charge ticket', 'Resolve ticket', 'Closed'];

function way(number: number): string {
  const day = (step: number) => new Date(Date.UTC(2012, 0, 2 + number * 3 + step * 5, 9, 30)).toISOString().slice(0, 19).replace('T', ' ');
  return steps.map((activity, step) => `Case ${number},${activity},${day(step)},Value ${number % 5}\n`).join('');
}
