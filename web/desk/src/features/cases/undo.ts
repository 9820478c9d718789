import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { useWords } from '@/kit/book';
import { tellDone } from '@/kit/undo';
import { commandsOn } from './hooks';
import { wayBack } from './undo-rules';

/** After a command: says what it did, and offers the way back where there is one. */
export function useTellDone(): (act: string, before: Case, after: Case) => void {
  const { t } = useTranslation('cases');
  const { say } = useWords();
  const cache = useQueryClient();
  return (act, before, after) => {
    const way = wayBack(act, before, after, t('done.undone'));
    const nobody = t('list.noOwner');
    const said = t(`done.${act}`, { number: after.number, owner: after.owner?.name ?? nobody, step: say('steps', after.step), unit: after.unit.name, defaultValue: '' });
    if (said === '') return;
    const back = (): Promise<unknown> => {
      const commands = commandsOn(cache, after);
      if (way?.name === 'assign') return commands.assign(way.body);
      if (way?.name === 'step') return commands.step(way.body);
      if (way?.name === 'giveBack') return commands.giveBack(way.body);
      return commands.resume();
    };
    tellDone(said, way && back);
  };
}
