import { conditions } from '../shape.ts';
import type { Doc, Query, Where } from '../store.ts';
import { toStoredName } from './model.ts';

type Filter = Record<string, unknown>;

const OPERATORS: Readonly<Record<string, string>> = { eq: '$eq', in: '$in', gt: '$gt', gte: '$gte', lt: '$lt', lte: '$lte' };

/** Conditions as a filter. Every operand stands behind an operator, so a value can never be one. */
export function filterOf<T extends Doc>(where: Where<T> | undefined): Filter {
  const filter: Filter = {};
  for (const [field, condition] of conditions(where)) {
    const operands = Object.entries(condition).filter(([operator, operand]) => operand !== undefined && operator in OPERATORS);
    if (operands.length > 0) filter[toStoredName(field)] = Object.fromEntries(operands.map(([operator, operand]) => [OPERATORS[operator], operand]));
  }
  return filter;
}

/** The filter and order of a page: its order always ends in the id, so that pages neither repeat nor leave out. */
export function pageOf<T extends Doc>(query: Query<T>): { filter: Filter; sort: [string, 1 | -1][] } {
  const order: (readonly [string, 'asc' | 'desc'])[] = [...(query.orderBy ?? [])];
  if (!order.some(([field]) => field === 'id')) order.push(['id', order.at(-1)?.[1] ?? 'asc']);
  const sort = order.map(([field, direction]): [string, 1 | -1] => [toStoredName(field), direction === 'asc' ? 1 : -1]);
  const filter = filterOf(query.where);
  if (query.after === undefined) return { filter, sort };
  const last = { ...query.after, _id: query.after.id } as Record<string, unknown>;
  return { filter: { $and: [filter, behind(sort, last)] }, sort };
}

/** Behind a document in an order: a > x, or a = x and b > y, and so on. A missing field comes before every value. */
function behind(sort: readonly [string, 1 | -1][], last: Record<string, unknown>): Filter {
  const alternatives = sort.flatMap(([field, direction], index): Filter[] => {
    const further = beyond(last[field] ?? null, direction);
    if (further === undefined) return [];
    const equal = sort.slice(0, index).map(([before]) => ({ [before]: { $eq: last[before] ?? null } }));
    return further.map((condition) => ({ $and: [...equal, { [field]: condition }] }));
  });
  return alternatives.length > 0 ? { $or: alternatives } : { $nor: [{}] };
}

function beyond(value: unknown, direction: 1 | -1): Filter[] | undefined {
  if (direction === 1) return value === null ? [{ $ne: null }] : [{ $gt: value }];
  return value === null ? undefined : [{ $lt: value }, { $eq: null }];
}
