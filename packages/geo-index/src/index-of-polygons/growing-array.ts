type Kind = Int32ArrayConstructor | Uint32ArrayConstructor;

/** A typed array that grows by half when it is full. `transfer` lets the allocator extend the block in place instead of copying it. */
export function createGrowingArray<K extends Kind>(kind: K) {
  type Numbers = InstanceType<K>;
  let numbers = new kind(64) as Numbers;
  let length = 0;

  const resize = (size: number): void => {
    numbers = new kind(numbers.buffer.transfer(size * kind.BYTES_PER_ELEMENT)) as Numbers;
  };

  return {
    get length(): number {
      return length;
    },
    push(value: number): void {
      if (length === numbers.length) resize(Math.ceil(length * 1.5));
      numbers[length] = value;
      length += 1;
    },
    /** Gives the array away, cut to its length; this builder is of no use afterwards. */
    finish(): Numbers {
      resize(length);
      return numbers;
    },
  };
}
