import { useBlocker, useNavigate, useParams } from '@tanstack/react-router';
import { App, Button, Segmented } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { ActButton } from '@/kit/act-button';
import { Loaded } from '@/kit/load';
import { Page } from '@/kit/page';
import { ProblemBox } from '@/kit/problem';
import { oneOf, text, useUrlState, type Raw } from '@/kit/url';
import { useForm, useRenew, useScope, type Document } from '../hooks';
import { bring } from '../parts/bring';
import { WritingProvider } from '../parts/editor-context';
import { Fields } from '../parts/fields';
import { Problems } from '../parts/problems';
import { placeName } from '../editor-rules';
import { useSaid } from '../parts/said';
import { TextEditor } from '../parts/text-editor';
import css from '../policies.module.css';
import { isRecord } from '../rules';
import { useEditor, type Editor } from '../use-editor';

const parse = (raw: Raw) => ({ version: text(raw, 'version'), look: oneOf(raw, 'look', ['text']) });

/** A draft while it is written: as a form made from the type of the document, or as its text; both are the same. */
export function EditPolicyPage() {
  const { kind = '' } = useParams({ strict: false });
  const [{ version }] = useUrlState(parse);
  const reading = api.useQuery('get', '/api/v1/policies/{kind}', { params: { path: { kind: kind as Document['kind'] }, query: { version: Number(version) } } }, { refetchOnWindowFocus: false, staleTime: Infinity });
  return <Loaded of={reading} rows={14}>{(it) => <Writer key={it.policy} it={it} />}</Loaded>;
}

function Writer({ it }: { it: Document }) {
  const { t } = useTranslation('policies');
  const said = useSaid();
  const scope = useScope();
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const renew = useRenew();
  const editor = useEditor(it, renew);
  const { now, changed } = editor;
  const [{ look }, set] = useUrlState(parse);
  const refused = it.actions.find(({ name }) => name === 'edit')?.reason;
  const read = () => void navigate({ to: '/policies/$kind', params: { kind: it.kind }, search: { version: it.version } as never });
  const [wanted, want] = useState<string>();
  const goTo = (field: string) => {
    want(field);
    bring(field);
  };
  const form = useForm(it.kind).data;
  const say = (field: string) => (form ? placeName([...form.head.map((one) => ({ ...one, name: `policy.${one.name}` })), ...form.fields], now.body, field, said) : field);
  useChecked(editor);
  useBlocker({ shouldBlockFn: async ({ current, next }) => changed && current.pathname !== next.pathname && !(await modal.confirm({ title: t('edit.leave'), content: t('edit.leaveHow'), okText: t('edit.leaveDo'), cancelText: t('edit.stay') })) });
  const reason = refused ?? (now.readable ? undefined : t('edit.unreadable'));
  const save = async () => {
    if (await editor.save()) void message.info(t('edit.kept'));
  };
  const tools = (
    <>
      <Segmented aria-label={t('look.name')} value={look ?? 'form'} onChange={(value) => set({ look: value === 'text' ? 'text' : undefined })} options={['form', 'text'].map((value) => ({ value, label: t(`edit.look.${value}`) }))} />
      <Button onClick={read}>{t('edit.back')}</Button>
      <ActButton reason={reason ?? (changed ? undefined : t('edit.nothing'))} loading={editor.busy} onClick={() => void save()}>{t('edit.save')}</ActButton>
      <Submit it={it} editor={editor} reason={reason ?? (now.problems.length > 0 ? t('edit.firstMend', { count: now.problems.length }) : undefined)} onDone={read} />
    </>
  );
  return (
    <Page title={t('edit.title', { title: said(it.title) })} note={`${t('versionN', { version: it.version })} · ${scope(it)}`} extra={tools}>
      <ProblemBox error={editor.error} />
      <div className={css.reader}>
        <div className={css.sheet}>
          {look === 'text' ? <TextEditor text={now.text} onChange={editor.rewrite} /> : <AsForm it={it} editor={editor} wanted={wanted} />}
        </div>
        <aside className={css.side}>
          <Problems all={now.problems} {...(look === 'text' ? {} : { onGo: goTo, say })} />
          <p className={css.quiet}>{t('edit.how')}</p>
        </aside>
      </div>
    </Page>
  );
}

/** A draft as it comes is checked once, and read as data. */
function useChecked(editor: Editor) {
  const { rewrite, now } = editor;
  const [first] = useState(now.text);
  useEffect(() => {
    rewrite(first);
    // The first text alone: what is typed later is checked as it is typed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [first]);
}

function Submit({ it, editor, reason, onDone }: { it: Document; editor: Editor; reason: string | undefined; onDone: () => void }) {
  const { t } = useTranslation('policies');
  const renew = useRenew();
  const fresh = api.useMutation('post', '/api/v1/policies/{kind}/versions/{version}/acts', { onSuccess: renew });
  const send = async () => {
    if (editor.changed && !(await editor.save())) return;
    await fresh.mutateAsync({ params: { path: { kind: it.kind, version: it.version } }, body: { act: 'submit' } });
    onDone();
  };
  return (
    <>
      <ActButton type="primary" reason={reason} loading={fresh.isPending} onClick={() => void send()}>{t('act.submit')}</ActButton>
      {fresh.error && <ProblemBox error={fresh.error} />}
    </>
  );
}

function AsForm({ it, editor, wanted }: { it: Document; editor: Editor; wanted: string | undefined }) {
  const { t } = useTranslation('policies');
  const form = useForm(it.kind);
  const { now, edit } = editor;
  if (now.body === null) return <p>{t('edit.noForm')}</p>;
  return (
    <Loaded of={form} rows={10}>
      {({ head, fields, lists }) => (
        <WritingProvider value={{ body: now.body ?? { ...it.body, policy: {} }, problems: now.problems, lists, edit, wanted }}>
          {isRecord(now.body) && (
            <>
              <h2 className={css.part}>{t('edit.head')}</h2>
              <div className={css.fields}><Fields fields={head.filter(({ is }) => is !== 'fixed')} path="policy" /></div>
              <h2 className={css.part}>{t('edit.content')}</h2>
              <div className={css.fields}><Fields fields={fields} path="" /></div>
            </>
          )}
        </WritingProvider>
      )}
    </Loaded>
  );
}
