package io.github.streamingchat;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * An immutable list whose changed copies share almost all of it: a trie with 32 children a node, and
 * the last up to 32 elements in an array of their own. Adding copies that array; setting copies one
 * array a level.
 *
 * <p>Immutable and thread-safe: every array is written before the vector that holds it is made, and
 * never after.
 */
final class PersistentVector<E> extends AbstractList<E> implements RandomAccess {
  private static final int BITS = 5;
  private static final int WIDTH = 1 << BITS;
  private static final int MASK = WIDTH - 1;
  private static final Object[] NOTHING = {};
  private static final PersistentVector<?> EMPTY =
      new PersistentVector<>(0, BITS, NOTHING, NOTHING);

  private final int size;

  /** The number of index bits that the trie's levels above its leaves take. */
  private final int shift;

  private final Object[] root;
  private final Object[] tail;

  private PersistentVector(int size, int shift, Object[] root, Object[] tail) {
    this.size = size;
    this.shift = shift;
    this.root = root;
    this.tail = tail;
  }

  @SuppressWarnings("unchecked")
  static <E> PersistentVector<E> empty() {
    return (PersistentVector<E>) EMPTY;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  @SuppressWarnings("unchecked")
  public E get(int index) {
    Objects.checkIndex(index, size);
    return (E) leafOf(index)[index & MASK];
  }

  PersistentVector<E> with(E element) {
    if (tail.length < WIDTH) {
      Object[] longer = Arrays.copyOf(tail, tail.length + 1);
      longer[tail.length] = element;
      return new PersistentVector<>(size + 1, shift, root, longer);
    }
    Object[] fresh = {element};
    boolean rootIsFull = size >>> BITS > 1 << shift;
    if (rootIsFull) {
      Object[] taller = {root, pathTo(shift, tail)};
      return new PersistentVector<>(size + 1, shift + BITS, taller, fresh);
    }
    return new PersistentVector<>(size + 1, shift, push(shift, root, tail), fresh);
  }

  PersistentVector<E> with(int index, E element) {
    Objects.checkIndex(index, size);
    if (index >= tailStart()) {
      Object[] changed = tail.clone();
      changed[index & MASK] = element;
      return new PersistentVector<>(size, shift, root, changed);
    }
    return new PersistentVector<>(size, shift, set(shift, root, index, element), tail);
  }

  private int tailStart() {
    return size - tail.length;
  }

  private Object[] leafOf(int index) {
    if (index >= tailStart()) {
      return tail;
    }
    Object[] node = root;
    for (int level = shift; level > 0; level -= BITS) {
      node = (Object[]) node[(index >>> level) & MASK];
    }
    return node;
  }

  /** Adds a full leaf below a node; {@code size} is still the size before it. */
  private Object[] push(int level, Object[] node, Object[] leaf) {
    int child = ((size - 1) >>> level) & MASK;
    Object[] changed = Arrays.copyOf(node, Math.max(node.length, child + 1));
    if (level == BITS) {
      changed[child] = leaf;
    } else if (child < node.length) {
      changed[child] = push(level - BITS, (Object[]) node[child], leaf);
    } else {
      changed[child] = pathTo(level - BITS, leaf);
    }
    return changed;
  }

  private static Object[] pathTo(int level, Object[] leaf) {
    Object[] node = leaf;
    for (int at = 0; at < level; at += BITS) {
      node = new Object[] {node};
    }
    return node;
  }

  private static Object[] set(int level, Object[] node, int index, Object element) {
    Object[] changed = node.clone();
    if (level == 0) {
      changed[index & MASK] = element;
    } else {
      int child = (index >>> level) & MASK;
      changed[child] = set(level - BITS, (Object[]) node[child], index, element);
    }
    return changed;
  }
}
