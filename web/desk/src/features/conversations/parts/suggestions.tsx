import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Talk } from '@/api/conversations';
import { toProblem } from '@/api/problem';
import { afterOf, fillTemplate, matching, useTemplates, type After } from '@/kit/templates';
import { phrasesFor, type Call } from '../compose-rules';
import { useStandards } from '../policy';
import css from '../thread.module.css';
import type { Mode } from '../writing';

type Suggestion = { id: string; name: string; shortcut?: string | null | undefined; preview: string; text: () => Promise<string | undefined>; after?: After | undefined };
const most = 8;

/** What can be called up at the caret: answers kept as templates and the phrases of the policy by "/", colleagues by "@" in a note. */
export function useSuggestions(it: Talk, mode: Mode, call: Call | undefined, colleagues: { id: string; name: string }[]): { list: Suggestion[] } {
  const answers = useAnswers(it);
  const standards = useStandards();
  if (!call) return { list: [] };
  if (call.sign === '@') {
    if (mode !== 'note') return { list: [] };
    const people = colleagues.filter(({ name }) => name.toLowerCase().includes(call.typed.toLowerCase()));
    return { list: people.slice(0, most).map(({ id, name }) => ({ id, name, preview: '', text: () => Promise.resolve(`@${name} `) })) };
  }
  const typed = call.typed.toLowerCase();
  const phrases = phrasesFor(standards, it.channel, it.language ?? 'zh-CN').filter(({ name, text }) => typed === '' || name.toLowerCase().includes(typed) || text.toLowerCase().includes(typed));
  const kept = phrases.map(({ id, name, text }) => ({ id: `phrase ${id}`, name, preview: text, text: () => Promise.resolve(text) }));
  return { list: [...answers(call.typed), ...kept].slice(0, most) };
}

/** Templates filled with what is known of the first linked case; without one, with what needs none. */
function useAnswers(it: Talk): (typed: string) => Suggestion[] {
  const { t } = useTranslation('conversations');
  const { message } = App.useApp();
  const templates = useTemplates('answer').data?.items ?? [];
  const fill = async (id: string) => {
    try {
      const linked = it.cases[0]?.id;
      const { says, missing } = await fillTemplate(id, { ...(linked ? { case_id: linked } : {}), used: true });
      if (missing.length > 0) message.warning(t('compose.missing', { names: missing.join(t('and')) }));
      return says.text;
    } catch (thrown) {
      message.error(toProblem(thrown).title);
      return undefined;
    }
  };
  return (typed) => matching(templates, typed, undefined).map(({ id, name, says }) => ({ id, name, shortcut: says.shortcut, preview: says.text, text: () => fill(id), after: afterOf(says) }));
}

type Props = { suggestions: { list: Suggestion[] }; at: number; onPick: (at: number) => void; onPoint: (at: number) => void };

export function Suggestions({ suggestions: { list }, at, onPick, onPoint }: Props) {
  const { t } = useTranslation('conversations');
  return (
    <div className={css.suggest} id="suggestions" role="listbox" aria-label={t('compose.suggestions')}>
      {list.map((one, index) => (
        <div
          key={one.id}
          id={`suggestion-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className={`${css.option} ${index === at ? css.optionOn : ''}`}
          onMouseMove={() => onPoint(index)}
          // The field keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(index);
          }}
        >
          <b>{one.name}</b>{one.shortcut && ` /${one.shortcut}`}<span className={css.optionText}>{one.preview}</span>
        </div>
      ))}
    </div>
  );
}
