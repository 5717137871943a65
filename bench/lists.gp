# bench/lists.gp - growth of programs with the length of a list; make bench-compile runs it.
# usage: gnuplot -e "data='FILE'" bench/lists.gp >lists.svg
set terminal svg size 900,300 font 'sans,11' background rgb 'white'
set multiplot layout 1,3
set logscale xy
set grid
set key top left
set xlabel 'hosts in the list'
set datafile missing 'NaN'
set title 'seconds to compile'
plot data using 1:2 with linespoints title 'pfc', \
     data using 1:5 with linespoints title 'libpcap'
set title 'peak memory, MiB'
plot data using 1:3 with linespoints title 'pfc', \
     data using 1:6 with linespoints title 'libpcap'
set title 'instructions'
plot data using 1:4 with linespoints title 'pfc', \
     data using 1:7 with linespoints title 'libpcap', \
     4096 with lines dashtype 2 title 'kernel limit'
unset multiplot
