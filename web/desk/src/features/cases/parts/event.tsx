import {
  CheckCircleOutlined, ClockCircleOutlined, EditOutlined, MessageOutlined, PauseCircleOutlined, PlusCircleOutlined, PaperClipOutlined, RightCircleOutlined,
  SwapOutlined, UserOutlined, WarningOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { Named, TimelineItem } from '@/api/types';
import { useWords } from '@/kit/book';
import { yuan } from '@/kit/figures';
import { useNames } from '@/kit/names';
import { When, toMinute } from '@/kit/when';
import { sayDuration } from '@/kit/duration';
import css from '../cases.module.css';
import { isByCustomer, nameOf, tone, wordsOf } from '../timeline-rules';

const icons: Record<string, ComponentType> = {
  opened: PlusCircleOutlined, stepped: RightCircleOutlined, assigned: UserOutlined, transferred: SwapOutlined, accepted: CheckCircleOutlined,
  returned: SwapOutlined, noted: EditOutlined, replied: MessageOutlined, customer_wrote: MessageOutlined, answered: MessageOutlined, paused: PauseCircleOutlined, attached: PaperClipOutlined,
  clock_breached: WarningOutlined, promise_broken: WarningOutlined, reopened: WarningOutlined, closed: CheckCircleOutlined, clock_met: CheckCircleOutlined,
};
const tones = { plain: '', hot: css.eventHot, near: css.eventNear, ok: css.eventOk };

export function Event({ item, people }: { item: TimelineItem; people: Named[] }) {
  const { t } = useTranslation('cases');
  const name = nameOf(item.kind);
  const Icon = icons[name] ?? ClockCircleOutlined;
  const words = wordsOf(item);
  const known = useNames();
  const absent = item.body['in_place_of'];
  const inPlace = absent ? people.find((one) => one.id === absent)?.name ?? known(absent) : undefined;
  const said = { noted: css.saidNote, replied: css.saidReply, answered: css.saidReply }[name] ?? '';
  return (
    <li className={css.event}>
      <span className={css.eventAt}><When at={item.at} /></span>
      <span className={`${css.eventMark} ${tones[tone(item)]}`} aria-hidden><Icon /></span>
      <div>
        <div className={tones[tone(item)]}>{item.origin && <span className={css.tag}>{t('timeline.origin', { number: item.origin })}</span>} <b>{item.actor?.name ?? t(isByCustomer(item.kind) ? 'timeline.customer' : 'timeline.system')}</b>{inPlace && t('timeline.inPlaceOf', { name: inPlace })} {useSentence(item, name, people)}</div>
        {words && <div className={`${css.said} ${said}`}>{words}</div>}
      </div>
    </li>
  );
}

/** The line of an event. Ids in its body become names; an imported one keeps the name its own system gave it. */
function useSentence({ body }: TimelineItem, name: string, people: Named[]): string {
  const { t, i18n } = useTranslation(['cases', 'kit']);
  const { say } = useWords();
  const known = useNames();
  const named = (id: unknown) => people.find((one) => one.id === id)?.name ?? known(id);
  const text = (key: string) => (typeof body[key] === 'string' ? body[key] : '');
  const moment = (key: string) => (text(key) ? toMinute(text(key)) : '');
  const span = (key: string) => (typeof body[key] === 'number' ? sayDuration(body[key], (unit, values) => t(`kit:${unit}`, values)) : '');
  if (text('activity')) return t('cases:event.recorded', { activity: text('activity'), state: text('state') });
  const person = named(body['to']) ?? named(body['to_person']) ?? named(body['owner_id']) ?? '';
  const values = {
    from: say('steps', text('from')),
    to: say('steps', text('to')),
    person,
    absent: named(body['absent']) ?? '',
    unit: named(body['to_unit']) ?? named(body['unit_id']) ?? '',
    due: moment('due_at'),
    until: moment('until'),
    told: moment('told_at'),
    how: t(`cases:told.${text('told_how')}`, { defaultValue: text('told_how') }),
    target: t(`cases:target.${text('target')}`, { defaultValue: text('target') }),
    pause: say('pauses', text('reason')),
    outcome: say('outcomes', text('outcome')),
    channel: say('channels', text('channel')),
    part: t(`cases:part.${text('part')}`, { defaultValue: text('part') }),
    level: body['level'],
    count: body['count'],
    score: body['score'],
    left: named(body['from_unit']) ?? '',
    took: span('took'),
    waited: span('waited'),
    urger: t(`cases:urging.kind.${text('by')}`, { defaultValue: '' }),
    attempt: body['attempt'],
    result: t(`cases:followUp.result.${text('result')}`, { defaultValue: '' }),
    leaders: Array.isArray(body['leaders']) ? body['leaders'].map((id) => named(id) ?? '').filter(Boolean).join(t('cases:case.and')) : '',
    yuan: typeof body['fen'] === 'number' ? yuan(body['fen']) : '',
    name: text('name'),
    lacks: both(body['lacks'], i18n.language),
    title: both(body['title'], i18n.language),
    what: t(`cases:application.paper.${text('what')}`, { defaultValue: '' }),
    paper: t(`cases:application.paper.${text('paper_kind')}`, { defaultValue: '' }),
    added: tagNames(body['added'], t('cases:case.and')),
    removed: tagNames(body['removed'], t('cases:case.and')),
    other: body['other_number'] ?? body['from_number'],
    author: named(body['written_by']) ?? '',
    stayed: span('stayed'),
    percent: typeof body['permille'] === 'number' ? Math.round(body['permille'] / 10) : '',
    fields: Array.isArray(body['changes']) ? body['changes'].map((one: { field: string }) => t(`cases:field.${one.field}`, { defaultValue: one.field })).join(t('cases:case.and')) : '',
  };
  return t(`cases:event.${variant(name, body, person)}`, { ...values, defaultValue: name });
}

function tagNames(tags: unknown, and: string): string {
  return Array.isArray(tags) ? tags.map((one: { name?: string }) => one.name ?? '').join(and) : '';
}

/** Some events read differently by what is in them. */
function variant(name: string, body: TimelineItem['body'], person: string): string {
  if (name === 'confirmed') return body['satisfied'] ? 'confirmedYes' : 'confirmedNo';
  if (body['absence']) return stoodIn(name, body['back'] === true);
  if (name === 'tagged') return taggedHow(body);
  if (name === 'assigned' && !body['to']) return 'assignedNobody';
  if (name === 'transferred' && person) return 'transferredTo';
  if (name === 'clock_met' && body['in_time'] === false) return 'clock_late';
  if (name === 'application_checked' && empty(body['missing'])) return 'application_complete';
  if (name === 'application_notified' && !empty(body['late'])) return 'application_notified_again';
  if (name === 'noted' && body['from_number']) return 'notedCopy';
  if (name === 'urged' && body['by'] === 'customer') return 'urgedByCustomer';
  if (name === 'deadline_met' && body['in_time'] === false) return 'deadline_late';
  return name;
}

/** A text of policy that an event keeps in both languages. */
function both(value: unknown, language: string): string {
  const said = (value ?? {}) as { zh?: string; en?: string };
  return (language.startsWith('zh') ? said.zh : said.en) ?? '';
}

function empty(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}

function taggedHow(body: TimelineItem['body']): string {
  const any = (key: string) => Array.isArray(body[key]) && body[key].length > 0;
  if (any('added') && any('removed')) return 'tagged';
  return any('added') ? 'taggedOn' : 'taggedOff';
}

/** What passed to whoever stands in for somebody absent, or came back. */
function stoodIn(name: string, back: boolean): string {
  if (name === 'readdressed') return back ? 'readdressedBack' : name;
  if (name === 'entrusted') return back ? 'entrustedBack' : 'entrustedIn';
  return back ? 'stoodInBack' : 'stoodIn';
}
