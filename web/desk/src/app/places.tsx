import {
  AuditOutlined,
  BarChartOutlined,
  CommentOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  DeploymentUnitOutlined,
  DesktopOutlined,
  FileTextOutlined,
  HomeOutlined,
  ImportOutlined,
  PartitionOutlined,
  PhoneOutlined,
  ProfileOutlined,
  QuestionCircleOutlined,
  RiseOutlined,
  SafetyOutlined,
  SettingOutlined,
  SwapOutlined,
  TagsOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Right } from '@/api/types';
import type { ShortcutId } from '@/kit/keys';

export type Place = {
  to: '/day' | '/conversations' | '/cases' | '/approvals' | '/follow-ups' | '/questions' | '/joint' | '/supervision' | '/templates' | '/customers' | '/live' | '/wall' | '/loop' | '/figures' | '/people' | '/backups' | '/access-review' | '/policies' | '/imports' | '/settings' | '/help';
  name: string;
  group: string;
  icon: ReactNode;
  /** The right that opens it, or several of which one is enough; absent where everybody may. */
  right?: Right | Right[];
  /** Opens it for whoever a link leads there, without a place in the navigation. */
  linked?: Right;
  shortcut?: ShortcutId;
  /** In the phone's bottom bar. */
  bottom?: boolean;
};

/** The navigation in the order of the service loop. */
export const places: Place[] = [
  { to: '/day', name: 'day', group: 'reception', icon: <HomeOutlined />, right: 'cases.read', shortcut: 'go.day', bottom: true },
  { to: '/conversations', name: 'talks', group: 'reception', icon: <CustomerServiceOutlined />, right: ['conversations.work', 'conversations.supervise'], shortcut: 'go.talks', bottom: true },
  { to: '/cases', name: 'cases', group: 'reception', icon: <ProfileOutlined />, right: 'cases.read', shortcut: 'go.cases', bottom: true },
  { to: '/approvals', name: 'approvals', group: 'reception', icon: <AuditOutlined />, right: 'cases.read' },
  { to: '/follow-ups', name: 'followUps', group: 'reception', icon: <PhoneOutlined />, right: 'cases.work' },
  { to: '/questions', name: 'questions', group: 'reception', icon: <CommentOutlined />, right: 'cases.read' },
  { to: '/joint', name: 'joint', group: 'reception', icon: <PartitionOutlined />, right: 'cases.work' },
  { to: '/supervision', name: 'supervision', group: 'reception', icon: <RiseOutlined />, right: 'cases.supervise' },
  { to: '/templates', name: 'templates', group: 'reception', icon: <TagsOutlined />, right: 'cases.work' },
  { to: '/customers', name: 'customers', group: 'reception', icon: <UserOutlined />, right: 'customers.read', shortcut: 'go.customers', bottom: true },
  { to: '/live', name: 'live', group: 'quality', icon: <DashboardOutlined />, right: 'conversations.supervise' },
  { to: '/wall', name: 'wall', group: 'quality', icon: <DesktopOutlined />, right: 'conversations.supervise' },
  { to: '/loop', name: 'loop', group: 'performance', icon: <DeploymentUnitOutlined />, right: 'cases.supervise', shortcut: 'go.loop' },
  { to: '/figures', name: 'metrics', group: 'performance', icon: <BarChartOutlined />, right: 'metrics.read', shortcut: 'go.metrics', bottom: true },
  { to: '/people', name: 'people', group: 'team', icon: <TeamOutlined />, right: 'people.read' },
  { to: '/backups', name: 'backups', group: 'team', icon: <SwapOutlined />, right: 'people.read' },
  { to: '/access-review', name: 'review', group: 'house', icon: <SafetyOutlined />, right: ['audit.read', 'cases.supervise'], linked: 'people.read' },
  { to: '/policies', name: 'policies', group: 'house', icon: <FileTextOutlined />, right: 'policy.read' },
  { to: '/imports', name: 'imports', group: 'house', icon: <ImportOutlined />, right: 'cases.import' },
  { to: '/settings', name: 'settings', group: 'house', icon: <SettingOutlined />, shortcut: 'go.settings', bottom: true },
  { to: '/help', name: 'help', group: 'house', icon: <QuestionCircleOutlined /> },
];

function has({ right }: Place, rights: Right[]): boolean {
  return right === undefined || [right].flat().some((one) => rights.includes(one));
}

export function openPlaces(rights: Right[]): Place[] {
  return places.filter((place) => has(place, rights));
}

/** The place an address belongs to may be out of a person's rights; addresses of no place are open. */
export function mayOpen(pathname: string, rights: Right[]): boolean {
  const place = places.find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return place === undefined || has(place, rights) || (place.linked !== undefined && rights.includes(place.linked));
}

/** Where a person begins: those who work cases with their day, who answers for them with the loop, others with the figures. */
export function firstPlace(rights: Right[]): Place['to'] {
  if (rights.includes('cases.work')) return '/day';
  if (rights.includes('cases.supervise')) return '/loop';
  if (rights.includes('metrics.read')) return '/figures';
  return openPlaces(rights)[0]?.to ?? '/settings';
}
