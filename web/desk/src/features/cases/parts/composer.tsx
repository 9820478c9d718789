import { PaperClipOutlined } from '@ant-design/icons';
import { App, Button, Mentions, Segmented, Select, Upload } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '@/api/types';
import { toProblem } from '@/api/problem';
import { useWords } from '@/kit/book';
import { dropDraft, keepDraft, readDraft } from '@/kit/draft';
import { isSend } from '@/kit/ime';
import { useShortcut } from '@/kit/keys';
import { mentionedIn, useColleagues } from '@/kit/mentions';
import { ProblemBox } from '@/kit/problem';
import css from '../cases.module.css';
import { useAttach } from '../attach';
import { useCommandsOn } from '../hooks';
import { obstacle } from '../rules';
import { AnswerMenu, useAnswers } from './answers';

type Mode = 'note' | 'reply';
type Props = { it: Case; mode: Mode; onMode: (mode: Mode) => void; onTyping: (typing: boolean) => void };

/** Writing on a case: a reply goes to the customer, a note stays with us. They look unlike, and each keeps its own draft. */
export function Composer({ it, mode, onMode, onTyping }: Props) {
  const { t } = useTranslation('cases');
  const { body, write, send, busy, error, channel, setChannel } = useWriting(it, mode, onTyping);
  const people = useColleagues();
  const answers = useAnswers(it, write);
  const reason = obstacle(it.actions, mode);
  useShortcut('case.note', () => onMode('note'));
  useShortcut('case.reply', () => onMode('reply'));
  return (
    <div className={css.composer}>
      <ProblemBox error={error} />
      <Mentions
        id="compose"
        aria-label={t(`compose.${mode}Label`)}
        placeholder={reason ?? t(`compose.${mode}Hint`)}
        disabled={reason !== undefined}
        className={(mode === 'note' ? css.saidNote : css.saidReply) ?? ''}
        autoSize={{ minRows: 2, maxRows: 10 }}
        value={body}
        onChange={write}
        onBlur={() => onTyping(false)}
        prefix={['@', '/']}
        notFoundContent={null}
        filterOption={false}
        onSearch={(typed, prefix) => answers.look(prefix === '/' ? typed : undefined, typed)}
        onSelect={(option, prefix) => prefix === '/' && void answers.put(String(option.value))}
        options={answers.options ?? (mode === 'note' ? people.filter(({ name }) => name.includes(answers.typed)).map(({ name }) => ({ value: name, label: name })) : [])}
        onKeyDown={(event) => {
          if (isSend(event)) void send(people);
        }}
      />
      <div className={css.composerFoot}>
        <Segmented<Mode> size="small" value={mode} onChange={onMode} options={[{ value: 'note', label: t('compose.note') }, { value: 'reply', label: t('compose.reply') }]} />
        {mode === 'reply' && <Channel value={channel} onChange={setChannel} />}
        <Attach it={it} />
        <AnswerMenu answers={answers} />
        <span className={css.composerEnd}>
          {t('compose.key')}
          <Button type="primary" size="small" loading={busy} disabled={body.trim() === '' || reason !== undefined} onClick={() => void send(people)}>{t(`compose.${mode}Do`)}</Button>
        </span>
      </div>
    </div>
  );
}

function useWriting(it: Case, mode: Mode, onTyping: (typing: boolean) => void) {
  const commands = useCommandsOn(it);
  const [body, setBody] = useState(() => String(readDraft(`case.${it.id}.${mode}`)['body'] ?? ''));
  // A template comes from the server: what was typed meanwhile is kept.
  const latest = useRef(body);
  const [channel, setChannel] = useState(it.channel);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const write = (change: string | ((old: string) => string)) => {
    const value = typeof change === 'string' ? change : change(latest.current);
    latest.current = value;
    setBody(value);
    keepDraft(`case.${it.id}.${mode}`, { body: value });
    if ((value === '') !== (body === '')) onTyping(value !== '');
  };
  const send = async (people: { id: string; name: string }[]) => {
    const said = body.trim();
    if (said === '' || busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await (mode === 'note' ? commands.note({ body: said, mentions: mentionedIn(said, people) }) : commands.reply({ body: said, channel }));
      dropDraft(`case.${it.id}.${mode}`);
      latest.current = '';
      setBody('');
      onTyping(false);
    } catch (thrown) {
      setError(toProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { body, write, send, busy, error, channel, setChannel };
}

function Channel({ value, onChange }: { value: string; onChange: (channel: string) => void }) {
  const { t } = useTranslation('cases');
  const { choices } = useWords();
  return <Select size="small" aria-label={t('field.channel')} value={value} onChange={onChange} options={choices('channels')} style={{ minWidth: 110 }} />;
}

function Attach({ it }: { it: Case }) {
  const { t } = useTranslation('cases');
  const { notification } = App.useApp();
  const { share, attach } = useAttach(it.id);
  const take = (file: File) => {
    attach(file).catch((thrown: unknown) => {
      const problem = toProblem(thrown);
      notification.error({ title: problem.title || t('attach.failed') });
    });
    return Upload.LIST_IGNORE;
  };
  return (
    <Upload beforeUpload={take} showUploadList={false}>
      <Button size="small" type="text" icon={<PaperClipOutlined />} loading={share !== undefined} aria-label={t('attach.do')}>
        {share !== undefined && `${Math.round(share * 100)}%`}
      </Button>
    </Upload>
  );
}
