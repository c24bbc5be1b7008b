/** Classes that hostile rule files try to reach; none of them is ever reached. */
@org.jspecify.annotations.NullMarked
package gadget;
