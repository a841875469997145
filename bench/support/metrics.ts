/** Reads single figures from a server's Prometheus page. */
export async function figure(metricsUrl: string, name: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  if (line === undefined) throw new Error(`no metric ${name}`);
  return Number(line.slice(name.length + 1));
}

/** Processor seconds, user and system, that the server has used. */
export const cpuSeconds = (metricsUrl: string): Promise<number> => figure(metricsUrl, 'process_cpu_seconds_total');
export const residentMb = async (metricsUrl: string): Promise<number> => (await figure(metricsUrl, 'process_resident_memory_bytes')) / 1e6;
