export { COORDINATE_SYSTEMS, type CoordinateSystem, type GeoPoint, toGcj02 } from './coordinate-system.ts';
export {
  type Area,
  type Box,
  boxOf,
  type MultiPolygon,
  type Polygon,
  type Position,
  type Ring,
  type Rings,
  ringsOf,
} from './geometry.ts';
export { areaContains, createPolygonIndex, type PolygonIndex } from './index-of-polygons/polygon-index.ts';
export { areaSquareMetres } from './measure/area.ts';
export { boxAround, metresToEdge } from './measure/distance.ts';
export { outsideSquareMetres, overlapSquareMetres } from './measure/overlap.ts';
export { findCrossing } from './measure/simple.ts';
