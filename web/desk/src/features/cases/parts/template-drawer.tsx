import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schemas } from '@/api/types';
import { useWords } from '@/kit/book';
import { FormDrawer } from '@/kit/form-drawer';
import { useEndings, useQueues } from '@/kit/policy';
import { When } from '@/kit/when';
import css from '../cases.module.css';
import type { Template, TemplateSort } from '@/kit/templates';
import { useTemplateCommands } from '../template-hooks';
import { variables, variablesEn } from '../template-rules';
import { KindFields } from './edit-fields';
import { FormFields } from './form-fields';
import { TagPick } from '@/kit/tag-pick';
import { SharingField } from '@/kit/view-acts';

type Says = Schemas['TemplateSays'];
type Values = Says & { name: string; sharing: string };

/** Writing a template: its words with variables to choose from, and what it fills in. */
export function TemplateDrawer({ sort, of, onClose }: { sort: TemplateSort; of: Template | undefined; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const { save, edit } = useTemplateCommands();
  const send = ({ name, sharing, ...says }: Values) => {
    const body = { sort, name, sharing, says: clean(says) };
    return of ? edit.mutateAsync({ params: { path: { id: of.id } }, body: { ...body, version: of.version } }) : save.mutateAsync({ body });
  };
  const initial = of ? { name: of.name, sharing: of.sharing, ...of.says } : { sharing: 'own' };
  return (
    <FormDrawer<Values> title={t(of ? 'templates.change' : `templates.add.${sort}`)} verb={t('templates.save')} size={560} initial={initial} onSend={send} onClose={onClose}>
      {(form) => (
        <>
          <Form.Item name="name" label={t('templates.name')} rules={[{ required: true, whitespace: true, message: t('templates.nameNeed') }]}><Input autoFocus maxLength={60} /></Form.Item>
          {sort === 'answer' ? <AnswerOnly /> : <CaseOnly />}
          <Form.Item name="text" label={t(sort === 'answer' ? 'templates.text' : 'field.description')} rules={[{ required: true, whitespace: true, message: t('templates.textNeed') }]}>
            <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} />
          </Form.Item>
          <Variables onPick={(name) => form.setFieldValue('text', `${String(form.getFieldValue('text') ?? '')}{{${name}}}`)} />
          <Preview />
          <SharingField />
          {of && <Versions id={of.id} />}
        </>
      )}
    </FormDrawer>
  );
}

function set(all: object) {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

/** What was left empty is not part of the template. */
function clean(says: Says): Says {
  const { text, fields = {}, tags = [], ...rest } = says;
  return { ...set(rest), text, fields: set(fields) as never, tags };
}

function AnswerOnly() {
  const { t } = useTranslation('cases');
  const { choices } = useWords();
  return (
    <div className={css.grid2}>
      <Form.Item name="shortcut" label={t('templates.shortcut')} extra={t('templates.shortcutHint')}><Input prefix="/" maxLength={12} /></Form.Item>
      <Form.Item name="kind" label={t('templates.forKind')}><Select allowClear options={choices('kinds')} /></Form.Item>
      <Form.Item name="tags" label={t('templates.afterTags')} initialValue={[]}><TagPick value={[]} onChange={() => undefined} /></Form.Item>
      <Form.Item name="afterwards" label={t('templates.afterwards')} extra={t('templates.afterwardsHint')}><AfterwardsPick /></Form.Item>
    </div>
  );
}

/** What becomes of a conversation once the answer was sent; whoever it is transferred to is told why. */
function AfterwardsPick({ id, value, onChange }: { id?: string; value?: Says['afterwards']; onChange?: (next: Says['afterwards']) => void }) {
  const { t } = useTranslation('cases');
  const { queues } = useQueues();
  const note = value?.act === 'transfer' ? (value.note ?? '') : '';
  const all: { label: string; does: NonNullable<Says['afterwards']> }[] = [
    { label: t('templates.snooze'), does: { act: 'snooze' } },
    ...useEndings().filter(({ needsSummary }) => !needsSummary).map(({ value: outcome, label }) => ({ label: t('templates.close', { outcome: label }), does: { act: 'close' as const, outcome } })),
    ...queues.map(({ value: queue, label }) => ({ label: t('templates.transfer', { queue: label }), does: { act: 'transfer' as const, queue, note } })),
  ];
  const chosen = value && all.find(({ does }) => key(does) === key(value));
  return (
    <>
      <Select {...(id ? { id } : {})} allowClear value={chosen ? key(chosen.does) : undefined} options={all.map(({ label, does }) => ({ label, value: key(does) }))} onChange={(to?: string) => onChange?.(all.find(({ does }) => key(does) === to)?.does)} />
      {value?.act === 'transfer' && <Input.TextArea className={css.under} aria-label={t('templates.transferNote')} placeholder={t('templates.transferNote')} autoSize={{ minRows: 2, maxRows: 6 }} value={note} onChange={({ target }) => onChange?.({ ...value, note: target.value })} />}
    </>
  );
}

/** An act and what it is done with, without the words that go along. */
function key(does: NonNullable<Says['afterwards']>): string {
  return does.act === 'close' ? `close ${does.outcome}` : does.act === 'transfer' ? `transfer ${does.queue}` : does.act;
}

function CaseOnly() {
  const { t } = useTranslation('cases');
  return (
    <>
      <KindFields />
      <Form.Item name="subject" label={t('field.subject')}><Input maxLength={200} /></Form.Item>
      <FormFields />
      <Form.Item name="tags" label={t('kit:tags.title')} initialValue={[]}><TagPick value={[]} onChange={() => undefined} /></Form.Item>
    </>
  );
}

function Variables({ onPick }: { onPick: (name: string) => void }) {
  const { t, i18n } = useTranslation('cases');
  const names = i18n.language === 'en' ? variablesEn : variables;
  return (
    <div role="group" aria-label={t('templates.variables')} className={css.variables}>
      {names.map((name) => <Button key={name} size="small" onClick={() => onPick(name)}>{name}</Button>)}
    </div>
  );
}

/** How it reads with examples in place of the variables. */
function Preview() {
  const { t } = useTranslation('cases');
  const text: unknown = Form.useWatch('text');
  if (typeof text !== 'string' || !text.includes('{{')) return null;
  const shown = text.replaceAll(/\{\{\s*([^}]+?)\s*\}\}/g, (_, name: string) => t(`templates.example.${variables[variablesEn.indexOf(name)] ?? name}`, { defaultValue: `{{${name}}}` }));
  return <Form.Item label={t('templates.preview')}><p className={css.preview}>{shown}</p></Form.Item>;
}

/** What it said before, the newest first. */
function Versions({ id }: { id: string }) {
  const { t } = useTranslation('cases');
  const all = api.useQuery('get', '/api/v1/cases/templates/{id}/versions', { params: { path: { id } } }).data?.items ?? [];
  if (all.length < 2) return null;
  return (
    <details>
      <summary>{t('templates.versions', { count: all.length })}</summary>
      <ul className={css.list}>
        {all.map(({ version, by, at, says }) => (
          <li key={version}><span className={css.small}>{version} · {by.name} · <When at={at} full /></span><p className={css.preview}>{says.text}</p></li>
        ))}
      </ul>
    </details>
  );
}
