import type { BoundaryRefusal } from './domain/read-boundary.ts';

const place = ([longitude, latitude]: readonly [number, number, ...number[]]): string => `(${longitude}, ${latitude})`;

/** A boundary's refusal in words a surveyor can act on. */
export function boundaryText(refusal: BoundaryRefusal): string {
  switch (refusal.kind) {
    case 'NOT_AN_AREA':
      return '边界须为 GeoJSON 的 Polygon 或 MultiPolygon，且不能为空';
    case 'TOO_MANY_CORNERS':
      return `边界有 ${refusal.corners} 个顶点，最多 ${refusal.most} 个`;
    case 'NOT_A_POSITION':
      return '边界含有无效坐标：每个坐标须为 [经度, 纬度] 两个数';
    case 'SWAPPED':
      return `坐标 ${place(refusal.at)} 的经纬度疑似颠倒，应为 [经度, 纬度]`;
    case 'OUTSIDE_CHINA':
      return `坐标 ${place(refusal.at)} 不在我国范围内`;
    case 'TOO_FEW_CORNERS':
      return '边界的每个环至少需要三个不同的顶点';
    case 'NOT_CLOSED':
      return '边界未闭合：每个环的末点须与首点相同';
    case 'CROSSES_ITSELF':
      return `边界在 ${place(refusal.at)} 附近自相交或自接触`;
    case 'HOLE_OUTSIDE':
      return `${place(refusal.at)} 处的内环不在外环之内`;
    case 'PARTS_OVERLAP':
      return `${place(refusal.at)} 处的部分位于另一部分之内`;
  }
}
