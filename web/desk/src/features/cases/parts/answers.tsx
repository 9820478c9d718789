import { ThunderboltOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toProblem } from '@/api/problem';
import type { Case } from '@/api/types';
import { useCommands } from '@/kit/commands';
import { fillTemplate, matching, useTemplates, type Template } from '@/kit/templates';
import css from '../cases.module.css';
import { replaced } from '../template-rules';

/** Answers kept as templates: called up by "/", by the menu or by the command bar, filled with what is known. */
export function useAnswers(it: Case, write: (change: (old: string) => string) => void) {
  const { t } = useTranslation('cases');
  const { message } = App.useApp();
  const templates = useTemplates('answer').data?.items ?? [];
  const [search, setSearch] = useState<{ slash: string | undefined; typed: string }>({ slash: undefined, typed: '' });
  const put = async (name: string) => {
    const one = templates.find((template) => template.name === name);
    if (!one) return;
    try {
      const { says, missing } = await fillTemplate(one.id, { case_id: it.id, used: true });
      write((old) => replaced(old, `/${name}`, says.text));
      if (missing.length > 0) message.warning(t('templates.missing', { names: missing.join(t('case.and')) }));
    } catch (thrown) {
      message.error(toProblem(thrown).title);
    }
  };
  const fitting = matching(templates, '', it.kind);
  useCommands(fitting.map((one) => ({ id: `answer.${one.id}`, title: one.name, group: t('templates.answers'), run: () => void put(one.name) })));
  const options = search.slash === undefined ? undefined : matching(templates, search.slash, it.kind).slice(0, 8).map((one) => ({ value: one.name, label: <Choice of={one} /> }));
  return { fitting, put, options, typed: search.typed, look: (slash: string | undefined, typed: string) => setSearch({ slash, typed }) };
}

function Choice({ of: { name, says } }: { of: Template }) {
  return (
    <span className={css.answerChoice}>
      <b>{name}</b> {says.shortcut && <span className={css.tag}>/{says.shortcut}</span>}
      <span className={css.answerText}>{says.text}</span>
    </span>
  );
}

/** The same by mouse. */
export function AnswerMenu({ answers }: { answers: ReturnType<typeof useAnswers> }) {
  const { t } = useTranslation('cases');
  if (answers.fitting.length === 0) return null;
  const items = answers.fitting.slice(0, 12).map((one) => ({ key: one.name, label: <Choice of={one} /> }));
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => void answers.put(key) }}>
      <Button size="small" type="text" icon={<ThunderboltOutlined />} aria-label={t('templates.answers')} />
    </Dropdown>
  );
}
