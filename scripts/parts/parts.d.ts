export type PartName = 'mongod' | 'chromium' | 'rasa';
export const PARTS: Record<PartName, { variable: string }>;
export function find(name: PartName): string | undefined;
export function missing(name: PartName, why?: string): string;
